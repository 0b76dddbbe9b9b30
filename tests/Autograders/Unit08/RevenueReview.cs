using Course;
using FromScratch.Data;
using FromScratch.Frames;

namespace Autograders;

/// <summary>Exercise 8.12: from dirty tables to the numbers a meeting asks for.</summary>
[Exercise("8.12", "Revenue review", Difficulty = 4, Minutes = 50, Theory = "5. Split, apply, combine; and the four joins")]
public sealed class RevenueReview : Exercise<RevenueReview, RevenueReview.Contract>
{
    public delegate Report ReviewOfYear(Frame orders, Frame customers);

    public sealed record Contract(ReviewOfYear BuildReport);

    public static Verdict Check(ReviewOfYear buildReport) => Grade(new Contract(buildReport));

    public static Comparison Compare(ReviewOfYear buildReport, ReviewOfYear? library = null, string? libraryName = null)
    {
        (Frame orders, Frame customers, _) = Year(1, 500, 3000, 30);
        return Compared(Part<ReviewOfYear, double>("BuildReport", buildReport, contract => contract.BuildReport, library, libraryName, ("3,030 rows of orders, 500 customers", review => review(orders, customers).Churn)));
    }

    protected override Contract Reference => new(SubscriptionReview.Build);

    private static Frame Customers { get; } = new(
        Column.Of<long>("customer", 1, 2, 3, 4, 5),
        Column.Of("plan", "pro", "basic", null, "basic", "pro"),
        Column.Of("segment", "school", "retail", "school", "retail", null));

    private static Frame Orders(params (long Order, long Customer, string Date, double Amount, string Currency)[] rows) => new(
        Column.Known("order", rows.Select(row => row.Order)),
        Column.Known("customer", rows.Select(row => row.Customer)),
        Column.Known("date", rows.Select(row => DateOnly.ParseExact(row.Date, "yyyy-MM-dd"))),
        Column.Known("amount", rows.Select(row => row.Amount)),
        Column.Known("currency", rows.Select(row => row.Currency)));

    private static (Frame Orders, Frame Customers, SaasTruth Truth) Year(ulong seed, int customers = 200, int orders = 900, int duplicates = 25)
    {
        (SaasTables tables, SaasTruth truth) = Generators.SaasOrders(seed, customers, orders, duplicates);
        return (Csv.Parse(tables.Orders, new()), Csv.Parse(tables.Customers, new()), truth);
    }

    private Report Built(Frame orders, Frame customers) => Subject.BuildReport(orders, customers) ?? throw new ExpectationFailedException("a report", "null", "BuildReport returns what it found.");

    [Fact]
    public void Revenue_comes_by_month_and_plan() =>
        Tables.Hold(["month", "plan", "revenue"], [["2026-01", "basic", 30.0], ["2026-01", "pro", 60.0], ["2026-12", "pro", 7.0]],
            Built(Orders((10, 1, "2026-01-31", 60, "EUR"), (11, 2, "2026-01-01", 20, "EUR"), (12, 4, "2026-01-15", 10, "EUR"), (13, 5, "2026-12-24", 7, "EUR")), Customers).MonthlyByPlan,
            because: "Columns month, plan, revenue; one row for each pair that has an order, sorted by both.", tolerance: 1e-12);

    [Fact]
    public void Dollars_become_euros() =>
        Tables.Hold(["month", "plan", "revenue"], [["2026-03", "pro", 90.0]], Built(Orders((10, 1, "2026-03-01", 100, "USD"), (11, 1, "2026-03-02", 10, "EUR")), Customers).MonthlyByPlan,
            because: "A dollar is 0.8 euros: 80 + 10. Added up as they are, two currencies give a number that is neither.", tolerance: 1e-12);

    [Fact]
    public void A_row_that_stands_twice_counts_once()
    {
        Report report = Built(Orders((10, 1, "2026-03-01", 50, "EUR"), (11, 2, "2026-03-05", 20, "EUR"), (10, 1, "2026-03-01", 50, "EUR"), (10, 1, "2026-03-01", 50, "EUR")), Customers);
        Tables.Hold(["month", "plan", "revenue"], [["2026-03", "basic", 20.0], ["2026-03", "pro", 50.0]], report.MonthlyByPlan, because: "Order 10 stands three times: one sale, sent again by a machine that got no answer.", tolerance: 1e-12);
        Expect.Equal(2, report.DuplicateOrders, because: "Two rows repeat an order that stands above them.");
    }

    [Fact]
    public void Two_orders_that_look_alike_are_two_orders()
    {
        Report report = Built(Orders((10, 1, "2026-03-01", 50, "EUR"), (11, 1, "2026-03-01", 50, "EUR")), Customers);
        Expect.Equal(0, report.DuplicateOrders, because: "The order numbers differ: the customer bought twice on one day.");
        Tables.Hold(["month", "plan", "revenue"], [["2026-03", "pro", 100.0]], report.MonthlyByPlan, because: "Both count.", tolerance: 1e-12);
    }

    [Fact]
    public void Revenue_of_an_unknown_plan_is_revenue() =>
        Tables.Hold(["month", "plan", "revenue"], [["2026-02", "pro", 5.0], ["2026-02", null, 48.0]], Built(Orders((10, 3, "2026-02-10", 40, "EUR"), (11, 99, "2026-02-11", 8, "EUR"), (12, 5, "2026-02-12", 5, "EUR")), Customers).MonthlyByPlan,
            because: "Customer 3 has no plan in the table, customer 99 is not in it. Dropped, their 48 euros would be missing in the total; they are a group of their own, last.", tolerance: 1e-12);

    [Fact]
    public void Churn_counts_every_customer()
    {
        Report report = Built(Orders((10, 1, "2026-11-01", 5, "EUR"), (11, 2, "2026-03-01", 5, "EUR"), (12, 4, "2026-10-01", 5, "EUR"), (13, 3, "2026-09-30", 5, "EUR")), Customers);
        Expect.Close(0.6, report.Churn, because: "Of five customers two ordered from 1 October on: 1 and 4. Customer 2 ordered in March, 3 on 30 September, and 5 never: all three count as gone, the last one too, though no row of the orders tells of it.");
        Expect.Equal("retail", report.TopSegment, because: "Of two schools (1, 3) one is gone, of two retailers (2, 4) one: equal shares, so the first by name.");
    }

    [Fact]
    public void The_top_segment_loses_the_largest_share()
    {
        Frame customers = new(
            Column.Of<long>("customer", 1, 2, 3, 4, 5, 6, 7, 8),
            Column.Of("plan", "pro", "pro", "pro", "pro", "pro", "pro", "pro", "pro"),
            Column.Of("segment", "retail", "retail", "retail", "retail", "retail", "school", "school", null));
        Report report = Built(Orders((10, 1, "2026-11-01", 5, "EUR"), (11, 2, "2026-11-02", 5, "EUR"), (12, 3, "2026-12-03", 5, "EUR"), (13, 6, "2026-12-30", 5, "EUR")), customers);
        Expect.Equal("school", report.TopSegment, because: "Of five retailers two are gone, 40 %; of two schools one, 50 %. More retailers are gone, but a smaller share of them. The customer without a segment is no segment.");
        Expect.Close(0.5, report.Churn, because: "Four of eight, the one without a segment among them.");
    }

    [Fact]
    public void An_unknown_currency_is_refused() => Expect.Throws<ArgumentException>(() => Subject.BuildReport(Orders((10, 1, "2026-03-01", 50, "CHF")), Customers), because: "Francs have no rate here. Counting them as euros, or not at all, would make a wrong number in silence.");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_made_up_year_gives_its_planted_truth(int seed)
    {
        (Frame orders, Frame customers, SaasTruth truth) = Year((ulong)seed);
        Report report = Built(orders, customers);
        Expect.Equal(truth.Duplicates, report.DuplicateOrders, because: "So many rows were planted twice.");
        Tables.Hold(["month", "plan", "revenue"], [.. truth.Revenue.Select(row => new object?[] { row.Month, row.Plan, row.Revenue })], report.MonthlyByPlan, because: "The revenue that was planted, in euros.", tolerance: 1e-9);
        Expect.Close(truth.Churn, report.Churn, because: $"Of all customers, {truth.WithoutOrders} of whom have no order at all.");
        Expect.Equal(truth.TopSegment, report.TopSegment, because: "The segment with the largest share of customers gone.");
    }

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Revenue is too high: you summed before the duplicates were gone. Remove them first, before anything is joined or added.", Reference with { BuildReport = (orders, customers) => SubscriptionReview.Build(orders, customers) with { MonthlyByPlan = SubscriptionReview.Build(orders.With(Column.Known("order", Enumerable.Range(0, orders.Count).Select(row => (long)row))), customers).MonthlyByPlan } }),
        new("Churn hides: who has gone for good has no orders at all, and an inner join (or a group-by of the orders) drops them. Start from the customers.", Reference with
        {
            BuildReport = (orders, customers) =>
            {
                Report right = SubscriptionReview.Build(orders, customers);
                HashSet<object?> known = [.. orders["customer"].ToArray()];
                Report seen = SubscriptionReview.Build(orders, customers.Where(row => known.Contains(row["customer"])));
                return right with { Churn = seen.Churn };
            },
        }),
        new("Dollars were added to euros as they are. A dollar is 0.8 euros.", Reference with { BuildReport = (orders, customers) => { SubscriptionReview.Build(orders, customers); return SubscriptionReview.Build(orders.With(Column.Known("currency", orders.Rows.Select(_ => "EUR"))), customers); } }),
        new("Revenue of customers without a plan is gone: keep them as a group of their own.", Reference with { BuildReport = (orders, customers) => { Report right = SubscriptionReview.Build(orders, customers); return right with { MonthlyByPlan = right.MonthlyByPlan.Where(row => !row.IsNull("plan")) }; } }),
        new("Two orders that look alike are two orders if their numbers differ: what makes a duplicate is the order number.", Reference with
        {
            BuildReport = (orders, customers) =>
            {
                SubscriptionReview.Build(orders, customers);
                HashSet<(object?, object?, object?)> seen = [];
                Frame kept = orders.Where(row => seen.Add((row["customer"], row["date"], row["amount"])));
                return SubscriptionReview.Build(kept, customers) with { DuplicateOrders = orders.Count - kept.Count };
            },
        }),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("LINQ over rows, dictionaries for the joins", new((orders, customers) =>
        {
            Row[] once = [.. orders.Rows.GroupBy(row => row["order"]).Select(rows => rows.First())];
            Dictionary<object, Row> byNumber = customers.Rows.ToDictionary(row => row["customer"]!);
            var revenue = once.GroupBy(row => (Month: row.Get<DateOnly>("date").ToString("yyyy-MM", null), Plan: byNumber.TryGetValue(row["customer"]!, out Row customer) ? (string?)customer["plan"] : null))
                .Select(rows => (rows.Key, Sum: rows.Sum(row => row.Get<double>("amount") * (row.Get<string>("currency") switch { "EUR" => 1, "USD" => 0.8, _ => throw new ArgumentException("Currency.") }))))
                .OrderBy(row => row.Key.Month, StringComparer.Ordinal).ThenBy(row => row.Key.Plan is null).ThenBy(row => row.Key.Plan, StringComparer.Ordinal).ToArray();
            HashSet<object> stayed = [.. once.Where(row => row.Get<DateOnly>("date").Month >= 10).Select(row => row["customer"]!)];
            bool Left(Row row) => !stayed.Contains(row["customer"]!);
            return new Report(
                new Frame(Column.Known("month", revenue.Select(row => row.Key.Month)), Column.Of("plan", [.. revenue.Select(row => row.Key.Plan)]), Column.Known("revenue", revenue.Select(row => row.Sum))),
                customers.Rows.Average(row => Left(row) ? 1.0 : 0),
                customers.Rows.Where(row => !row.IsNull("segment")).GroupBy(row => row.Get<string>("segment")).OrderByDescending(rows => rows.Average(row => Left(row) ? 1.0 : 0)).ThenBy(rows => rows.Key, StringComparer.Ordinal).First().Key,
                orders.Count - once.Length);
        })),
        new("frames only, the join for churn from the right", new((orders, customers) =>
        {
            Frame first = Grouping.Aggregate(orders.With(Column.Known("row", Enumerable.Range(0, orders.Count).Select(row => (long)row))), ["order"], [("row", Agg.Min)]);
            Frame once = orders.Take([.. first.Get<double>("row_min").Known().Select(row => (int)row)]);
            if (once.Rows.Any(row => row.Get<string>("currency") is not ("EUR" or "USD"))) throw new ArgumentException("Currency.");
            Frame priced = once.With<double>("euros", row => row.Get<string>("currency") == "USD" ? row.Get<double>("amount") / 1.25 : row.Get<double>("amount"))
                .With(Column.Known("month", once.Rows.Select(row => FormattableString.Invariant($"{row.Get<DateOnly>("date"):yyyy-MM}"))));
            Frame monthly = Grouping.Aggregate(HashJoin.Join(customers.Select("customer", "plan"), priced, ["customer"], JoinKind.Right), ["month", "plan"], [("euros", Agg.Sum)]);
            Frame late = Grouping.Aggregate(priced.Where(row => row.Get<DateOnly>("date") > new DateOnly(2026, 9, 30)), ["customer"], [("*", Agg.Count)]);
            Frame all = HashJoin.Join(late, customers, ["customer"], JoinKind.Right);
            Frame flagged = all.With<double>("gone", row => row.IsNull("count") ? 1 : 0);
            Frame top = Grouping.Aggregate(flagged, ["segment"], [("gone", Agg.Mean)]).Where(row => !row.IsNull("segment"));
            return new Report(new Frame(monthly["month"], monthly["plan"], monthly["euros_sum"].Named("revenue")), flagged.Get<double>("gone").Known().Average(), top.Rows.MaxBy(row => row.Get<double>("gone_mean")).Get<string>("segment"), orders.Count - once.Count);
        })),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Write the steps down before you code them, and for each: which rows can it lose, which can it double? The order of the steps decides.",
        "Duplicates first: keep the first row of each order number. Then euros and month as new columns. Revenue: orders left join customers, grouped by month and plan. Churn: from the customers, left join the customers who ordered late; who finds no partner is gone.",
        "A HashSet in Where keeps first rows. With adds a column; date.ToString(\"yyyy-MM\", invariant) is the month. Grouping and HashJoin are given. Late customers: orders from 1 October on, grouped by customer with a count. After the left join from customers the count is missing for those who left: make 1 and 0 of it, its mean is churn, its mean by segment (without the missing one) names the top.",
    ];
}
