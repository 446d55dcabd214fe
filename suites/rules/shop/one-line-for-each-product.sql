-- title: an order names each product in one line
-- why: two lines of one product were entered twice; a few were, before the shop refused it
-- key: 2
-- atMost: 3
-- warnAbove: 0
select order_id, product_id, count(*)
from order_items
group by order_id, product_id
having count(*) > 1
order by order_id, product_id;
