using System.Globalization;
using System.Text;

namespace FromScratch.Data;

public static partial class Generators
{
    /// <summary>A year of orders of a subscription product, with the dirt of real tables: rows that stand twice, two currencies, missing plans, customers who never ordered.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="customers">How many customers there are, at least 100.</param>
    /// <param name="orders">How many different orders, at least as many as customers.</param>
    /// <param name="duplicates">How many of them stand twice.</param>
    /// <returns>Both tables as CSV, and the truth.</returns>
    /// <remarks>Amounts are multiples of 1.25 dollars or whole euros, so that sums in euros (0.8 a dollar) are exact. Some company names have commas and quotes. Schools leave in the last quarter more often than others.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are too few customers or orders, or more duplicates than orders.</exception>
    public static Planted<SaasTables, SaasTruth> SaasOrders(ulong seed, int customers = 3000, int orders = 20_000, int duplicates = 137)
    {
        if (customers < 100) throw new ArgumentOutOfRangeException(nameof(customers), customers, $"SaasOrders: {customers} customers. With fewer than 100 a segment may be empty.");
        if (orders < customers || duplicates < 0 || duplicates > orders) throw new ArgumentOutOfRangeException(nameof(orders), orders, $"SaasOrders: {orders} orders of {customers} customers, {duplicates} of them twice. There is an order for each customer at least, and no more duplicates than orders.");
        var rng = new Rng(seed);
        (string Name, double Share, double Leaves)[] segments = [("agency", 0.25, 0.15), ("retail", 0.35, 0.20), ("school", 0.15, 0.45), ("startup", 0.25, 0.25)];
        (string Name, double Share, int Price)[] plans = [("basic", 0.5, 20), ("pro", 0.35, 60), ("team", 0.15, 150)];
        SaasCustomer[] people = [.. Enumerable.Range(0, customers).Select(i =>
        {
            int segment = Drawn(segments.Select(one => one.Share), rng), plan = Drawn(plans.Select(one => one.Share), rng);
            bool leaves = rng.NextDouble() < segments[segment].Leaves;
            bool never = leaves && rng.NextDouble() < 0.2;
            return new SaasCustomer(1000 + i, segments[segment].Name, plans[plan].Name, plans[plan].Price, PlanIsMissing: rng.NextDouble() < 0.03, InDollars: rng.NextDouble() < 0.3, leaves, never);
        })];
        SaasCustomer[] active = [.. people.Where(person => !person.NeverOrders)];
        DateOnly start = new(2026, 1, 1), lastQuarter = new(2026, 10, 1), end = new(2027, 1, 1);
        List<(SaasCustomer By, DateOnly Date, int Units)> made = [];
        // Who stays orders in the last quarter at least once: that is what staying means here.
        foreach (SaasCustomer person in active.Where(person => !person.Leaves)) made.Add((person, Day(lastQuarter, end), 1 + rng.NextInt(3)));
        while (made.Count < orders)
        {
            SaasCustomer person = active[rng.NextInt(active.Length)];
            made.Add((person, Day(start, person.Leaves ? lastQuarter : end), 1 + rng.NextInt(3)));
        }

        made = [.. made.OrderBy(order => order.Date)];   // stable: the order of drawing within a day
        DateOnly Day(DateOnly from, DateOnly to) => from.AddDays(rng.NextInt(to.DayNumber - from.DayNumber));

        List<string> rows = [.. made.Select((order, i) => string.Create(CultureInfo.InvariantCulture, $"{5000 + i},{order.By.Number},{order.Date:yyyy-MM-dd},{Amount(order.By, order.Units):0.00},{(order.By.InDollars ? "USD" : "EUR")}"))];
        int[] twice = [.. Enumerable.Range(0, rows.Count)];
        rng.Shuffle(twice);
        foreach (int row in twice[..duplicates].OrderDescending()) rows.Insert(Math.Min(rows.Count, row + 1 + rng.NextInt(40)), rows[row]);   // a retry, some rows later
        var customerRows = people.Select(person => string.Create(CultureInfo.InvariantCulture, $"{person.Number},{(person.PlanIsMissing ? "" : person.Plan)},{person.Segment},{Company(person.Number)}"));

        var revenue = made.GroupBy(order => (Month: order.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture), Plan: order.By.PlanIsMissing ? null : order.By.Plan))
            .Select(group => (group.Key.Month, group.Key.Plan, Revenue: group.Sum(order => (double)order.By.Price * order.Units)))
            .OrderBy(group => group.Month, StringComparer.Ordinal).ThenBy(group => group.Plan is null).ThenBy(group => group.Plan, StringComparer.Ordinal).ToArray();
        var late = made.Where(order => order.Date >= lastQuarter).Select(order => order.By.Number).ToHashSet();
        double Churn(IEnumerable<SaasCustomer> among) => among.Average(person => late.Contains(person.Number) ? 0.0 : 1);
        (string Segment, double Churn)[] bySegment = [.. segments.Select(one => (one.Name, Churn(people.Where(person => person.Segment == one.Name))))];
        var ordered = made.Select(order => order.By.Number).ToHashSet();
        return new(
            new SaasTables(Lines("order,customer,date,amount,currency", rows), Lines("customer,plan,segment,company", customerRows)),
            new SaasTruth(revenue, Churn(people), bySegment, bySegment.MaxBy(one => one.Churn).Segment, duplicates, people.Count(person => person.PlanIsMissing), people.Count(person => !ordered.Contains(person.Number))));
    }

    // In the currency of the customer: 1.25 dollars are one euro.
    private static double Amount(SaasCustomer person, int units) => person.Price * units * (person.InDollars ? 1.25 : 1);

    private static string Company(int number) => (number % 5) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"\"Miller & Sons, {number}\""),
        1 => string.Create(CultureInfo.InvariantCulture, $"\"The \"\"{number}\"\" Club\""),
        _ => string.Create(CultureInfo.InvariantCulture, $"Firm {number}"),
    };

    private static string Lines(string header, IEnumerable<string> rows)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (string row in rows) text.Append(row).Append('\n');
        return text.ToString();
    }

    private static int Drawn(IEnumerable<double> shares, Rng rng)
    {
        double[] upTo = RunningSum([.. shares]);
        double u = rng.NextDouble() * upTo[^1];
        return Array.FindIndex(upTo, sum => u < sum);
    }

    private sealed record SaasCustomer(int Number, string Segment, string Plan, int Price, bool PlanIsMissing, bool InDollars, bool Leaves, bool NeverOrders);
}
