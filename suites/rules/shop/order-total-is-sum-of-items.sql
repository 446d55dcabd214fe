-- title: the total of every order is the sum of its items
-- why: an order without items, or with one that was lost, was charged for what nobody can name
-- key: 1
select o.id, o.total_amount, i.total
from orders o
left join (select order_id, sum(quantity * unit_price) as total from order_items group by order_id) i
  on i.order_id = o.id
where o.total_amount is distinct from i.total;
