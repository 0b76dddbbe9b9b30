using FromScratch.Data;
using FromScratch.Frames;

namespace DuckDbParity.Tests;

/// <summary>Group-bys and joins on generated tables, and the same questions to DuckDB in SQL.</summary>
public sealed class FrameQueriesTests
{
    private const int Tables = 60;

    [Fact]
    public void Groups_are_those_of_SQL()
    {
        using var database = new Database();
        for (ulong seed = 0; seed < Tables; seed++)
        {
            var rng = new Rng(1000 + seed);
            Frame frame = Random(rng, rng.NextInt(40));
            database.Load("t", frame);
            string[] keys = [.. new[] { "k", "n", "d" }.Where(_ => rng.NextInt(2) == 0)];
            string[] expressions = ["count(*)", "count(x)", "count(distinct k)", "sum(x)", "avg(x)", "min(x)", "max(x)", "sum(n)::double", "count(distinct n)"];
            string by = keys.Length == 0 ? "" : $"group by {string.Join(", ", keys)} order by {string.Join(", ", keys.Select(key => $"{key} nulls last"))}";
            object?[][] expected = database.Ask($"select {string.Join(", ", keys.Concat(expressions))} from t {by}");
            Frame answer = Grouping.Aggregate(frame, keys, [("*", Agg.Count), ("x", Agg.Count), ("k", Agg.CountDistinct), ("x", Agg.Sum), ("x", Agg.Mean), ("x", Agg.Min), ("x", Agg.Max), ("n", Agg.Sum), ("n", Agg.CountDistinct)]);
            Same(expected, answer, $"seed {seed}, keys {string.Join(", ", keys)}");
        }
    }

    [Theory]
    [InlineData(JoinKind.Inner, "inner")]
    [InlineData(JoinKind.Left, "left")]
    [InlineData(JoinKind.Right, "right")]
    [InlineData(JoinKind.Full, "full")]
    public void Joins_are_those_of_SQL(JoinKind kind, string word)
    {
        using var database = new Database();
        for (ulong seed = 0; seed < Tables; seed++)
        {
            var rng = new Rng(2000 + seed);
            Frame left = Random(rng, rng.NextInt(20)), right = Random(rng, rng.NextInt(20));
            database.Load("l", left);
            database.Load("r", right);
            string[] on = rng.NextInt(2) == 0 ? ["k"] : ["k", "d"];
            string[] others = [.. left.Names.Except(on)];
            // USING gives the key once; left rows in their order, right rows without a partner at the end.
            object?[][] expected = database.Ask($"select {string.Join(", ", on)}, {string.Join(", ", others.Select(name => $"l.{name}").Concat(others.Select(name => $"r.{name}")))} from l {word} join r using ({string.Join(", ", on)}) order by l._row nulls last, r._row nulls last");
            Same(expected, HashJoin.Join(left, right, on, kind), $"seed {seed}, {word} join on {string.Join(", ", on)}");
        }
    }

    [Fact]
    public void A_year_of_orders_has_the_same_revenue_in_SQL()
    {
        (SaasTables tables, _) = Generators.SaasOrders(8);
        Frame orders = Csv.Parse(tables.Orders, new()), customers = Csv.Parse(tables.Customers, new());
        Report report = SubscriptionReview.Build(orders, customers);
        using var database = new Database();
        database.Load("orders", orders.With(orders["order"].Named("number")).Without("order"));
        database.Load("customers", customers);
        object?[][] revenue = database.Ask("""
            with once as (select * from orders qualify row_number() over (partition by number order by _row) = 1)
            select strftime(date, '%Y-%m') as month, plan, sum(case currency when 'USD' then amount * 0.8 else amount end)
            from once left join customers using (customer) group by month, plan order by month, plan nulls last
            """);
        Same(revenue, report.MonthlyByPlan, "revenue");
        object?[][] churn = database.Ask("select avg((customer not in (select customer from orders where date >= '2026-10-01'))::int) from customers");
        Assert.Equal((double)churn[0][0]!, report.Churn, tolerance: 1e-12);
    }

    private static Frame Random(Rng rng, int rows)
    {
        string?[] words = ["a", "ab", "b", "", "B", null];
        bool IsMissing() => rng.NextInt(4) == 0;
        return new Frame(
            Column.Of("k", [.. Enumerable.Range(0, rows).Select(_ => words[rng.NextInt(words.Length)])]),
            Column.Of("n", [.. Enumerable.Range(0, rows).Select(_ => IsMissing() ? null : (long?)rng.NextInt(4))]),
            Column.Of("d", [.. Enumerable.Range(0, rows).Select(_ => IsMissing() ? null : (DateOnly?)new DateOnly(2026, 1, 1).AddDays(rng.NextInt(3)))]),
            Column.Of("x", [.. Enumerable.Range(0, rows).Select(_ => IsMissing() ? null : (double?)rng.NextGaussian())]));
    }

    private static void Same(object?[][] expected, Frame answer, string what)
    {
        Assert.True(expected.Length == answer.Count, $"{what}: {expected.Length} rows in SQL, {answer.Count} here");
        for (int row = 0; row < expected.Length; row++)
        {
            for (int column = 0; column < expected[row].Length; column++)
            {
                object? sql = expected[row][column] is DateTime day ? DateOnly.FromDateTime(day) : expected[row][column], ours = answer.Columns[column].Value(row);
                bool same = sql is double x && ours is double y ? Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(x)) : Equals(sql, ours);
                Assert.True(same, $"{what}: row {row}, {answer.Columns[column].Name} is {sql ?? "NULL"} in SQL, {ours ?? "null"} here");
            }
        }
    }
}
