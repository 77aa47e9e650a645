-- A program for SQLite's shell, on a database in memory: filling tables, indices, joins, aggregates, window functions,
-- recursive queries, text and JSON. What it prints depends on all of it.
create table customer(id integer primary key, name text not null, city text not null);
create table purchase(
    id integer primary key,
    customer integer not null references customer,
    day integer not null,
    amount real not null,
    note text
);

with recursive n(i, r) as (
    select 1, 42
    union all
    select i + 1, (r * 1103515245 + 12345) & 2147483647 from n where i < 150
)
insert into customer select i, printf('customer-%05d', r % 100000), char(65 + (r >> 8) % 7) from n;

with recursive n(i, r) as (
    select 1, 7
    union all
    select i + 1, (r * 1103515245 + 12345) & 2147483647 from n where i < 4000
)
insert into purchase
select i, 1 + (r >> 4) % 150, (r >> 7) % 365, ((r >> 5) % 100000) / 100.0, iif(i % 5, null, 'note ' || hex(r)) from n;

create index purchase_customer on purchase(customer, day);

select city, count(*), round(sum(amount), 2), max(day)
from purchase join customer on customer.id = purchase.customer
group by city
order by city;

select customer, day, round(total, 2)
from (
    select customer, day, sum(amount) over (partition by customer order by day, id) as total,
        row_number() over (partition by customer order by day desc, id desc) as last
    from purchase
)
where last = 1
order by total desc
limit 5;

update purchase set amount = amount * 1.1 where customer in (select id from customer where city = 'C');
delete from purchase where note glob '*7?' or day between 100 and 110;

select count(*), round(sum(amount)), sum(length(note)) from purchase;

select count(*) from purchase where note like '%3132%' or note like '%3738%';

select a.city, b.city, count(*)
from customer a join customer b on a.name < b.name and a.id % 50 = b.id % 50
group by 1, 2
order by 3 desc, 1, 2
limit 5;

with recursive collatz(start, value, steps) as (
    select id, id, 0 from customer where id <= 100
    union all
    select start, iif(value % 2, 3 * value + 1, value / 2), steps + 1 from collatz where value > 1
)
select start, max(steps) from collatz group by start order by 2 desc, 1 limit 3;

select json_group_object(city, n) from (select city, count(*) as n from customer group by city order by city);
select sum(json_extract(json_object('a', json_array(day, id)), '$.a[1]')) from purchase;
