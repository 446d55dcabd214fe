-- title: every order has items
select o.id from orders o left join order_items i on i.order_id = o.id where i.id is null order by o.id
