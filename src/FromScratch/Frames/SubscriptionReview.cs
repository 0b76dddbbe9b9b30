using System.Globalization;

namespace FromScratch.Frames;

/// <summary>A year of orders, from the dirty tables to the numbers a meeting asks for.</summary>
public static class SubscriptionReview
{
    /// <summary>What one US dollar is worth in euros, all year.</summary>
    public const double EurosPerDollar = 0.8;

    /// <summary>The first day of the last quarter: who ordered nothing from here on has left.</summary>
    public static DateOnly LastQuarter { get; } = new(2026, 10, 1);

    /// <summary>Revenue, churn and the segment that leaves most.</summary>
    /// <param name="orders">Columns order (long), customer (long), date (DateOnly), amount (double), currency ("EUR" or "USD"); some rows stand twice.</param>
    /// <param name="customers">Columns customer (long, each once), plan (string, some missing), segment (string, some missing).</param>
    /// <remarks>The order of the steps is the point. Duplicates go before anything is summed or joined; customers come first in the join for churn, so that those without orders stay.</remarks>
    /// <exception cref="ArgumentException">A column is missing, or a currency is unknown.</exception>
    public static Report Build(Frame orders, Frame customers)
    {
        Frame once = FirstOfEach(orders, "order");
        Frame priced = once.With<double>("revenue", row => Euros(row.Get<double>("amount"), row.Get<string>("currency")))
            .With(Column.Known("month", once.Get<DateOnly>("date").Known().Select(date => date.ToString("yyyy-MM", CultureInfo.InvariantCulture))));
        Frame monthly = Grouping.Aggregate(HashJoin.Join(priced, customers, ["customer"], JoinKind.Left), ["month", "plan"], [("revenue", Agg.Sum)]);

        Frame late = Grouping.Aggregate(once.Where(row => row.Get<DateOnly>("date") >= LastQuarter), ["customer"], [("*", Agg.Count)]);
        Frame stayed = HashJoin.Join(customers, late, ["customer"], JoinKind.Left);   // every customer; count is missing for those who left
        Frame withFlag = stayed.With<double>("left", row => row.IsNull("count") ? 1 : 0);
        Frame bySegment = Grouping.Aggregate(withFlag.Where(row => !row.IsNull("segment")), ["segment"], [("left", Agg.Mean)]);
        return new Report(
            new Frame(monthly["month"], monthly["plan"], monthly["revenue_sum"].Named("revenue")),
            withFlag.Get<double>("left").Known().Average(),
            bySegment.Rows.MaxBy(row => row.Get<double>("left_mean")).Get<string>("segment"),
            orders.Count - once.Count);
    }

    /// <summary>The rows whose key has not been seen above.</summary>
    private static Frame FirstOfEach(Frame frame, string key)
    {
        HashSet<object?> seen = [];
        return frame.Where(row => seen.Add(row[key]));
    }

    private static double Euros(double amount, string currency) => currency switch
    {
        "EUR" => amount,
        "USD" => amount * EurosPerDollar,
        _ => throw new ArgumentException($"Build: the currency '{currency}' is unknown. There are EUR and USD."),
    };
}
