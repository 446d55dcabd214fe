-- 14.1 million rows, 1.3 GB with indexes: a shop without foreign keys, in which all eight checks hold.
create table customers(id bigint, email varchar(255), name varchar(100), created_at timestamptz not null default now());
create table products(id bigint, sku varchar(40), name varchar(120), price numeric(10,2));
create table orders(id bigint, customer_id bigint, status varchar(20), total_amount numeric(12,2), created_at timestamptz not null);
create table order_items(id bigint, order_id bigint, product_id bigint, quantity int, unit_price numeric(10,2));
insert into customers select g, 'user'||g||'.x'||(g%97)||'@example'||(g%1000)||'.com', 'Customer Name '||g, timestamptz '2024-01-01'+ (g%500)*interval '1 day' from generate_series(1,1000000) g;
insert into products select g,'SKU-'||g,'Product number '||g, ((g*37)%10000)/100.0+1 from generate_series(1,100000) g;
insert into order_items select g, 1+ (g-1)*3/10, 1+((g::bigint*7919)%100000), 1+(g%5), (((1+((g::bigint*7919)%100000))*37)%10000)/100.0+1 from generate_series(1,10000000) g;
insert into orders select o.order_id, 1+((o.order_id*104729)%1000000), (array['new','paid','shipped','done'])[1+o.order_id%4], o.t, timestamptz '2025-01-01' + (o.order_id%40000000)*interval '10 second' from (select order_id, sum(quantity*unit_price) t from order_items group by 1 order by 1) o;
alter table customers add primary key(id);
alter table products add primary key(id);
alter table orders add primary key(id);
alter table order_items add primary key(id);
vacuum analyze;
