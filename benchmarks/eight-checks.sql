-- The eight checks of the procedures as they stand there, for psql.
SELECT COUNT(*) FROM order_items oi LEFT JOIN orders o ON oi.order_id=o.id WHERE o.id IS NULL;
SELECT COUNT(*) FROM orders o LEFT JOIN customers c ON o.customer_id=c.id WHERE c.id IS NULL;
SELECT COUNT(*) FROM customers WHERE email !~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}$';
SELECT COUNT(*) FROM orders WHERE total_amount<0;
SELECT COUNT(*) FROM orders WHERE created_at>now();
SELECT COUNT(*) FROM (SELECT o.id FROM orders o JOIN order_items oi ON oi.order_id=o.id GROUP BY o.id,o.total_amount HAVING ABS(o.total_amount-SUM(oi.quantity*oi.unit_price))>0.01) x;
SELECT (SELECT COUNT(*) FROM orders WHERE id IS NULL)+(SELECT COUNT(*) FROM customers WHERE id IS NULL)+(SELECT COUNT(*) FROM products WHERE id IS NULL);
SELECT COUNT(*) FROM order_items oi LEFT JOIN products p ON oi.product_id=p.id WHERE p.id IS NULL;
