using FromScratch.Data;
using FromScratch.Frames;

namespace FromScratch.Tests.Frames;

public sealed class SubscriptionReviewTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public void The_review_of_a_made_up_year_gives_its_truth(int seed)
    {
        (SaasTables tables, SaasTruth truth) = Generators.SaasOrders((ulong)seed);
        Frame orders = Csv.Parse(tables.Orders, new()), customers = Csv.Parse(tables.Customers, new());
        Assert.Equal(20_137, orders.Count);
        Assert.Equal(3000, customers.Count);
        Assert.Equal(truth.MissingPlans, customers.Count - customers.Get<string>("plan").KnownCount);
        Report report = SubscriptionReview.Build(orders, customers);
        Assert.Equal(137, report.DuplicateOrders);
        Assert.Equal(truth.Churn, report.Churn, tolerance: 1e-12);
        Assert.Equal(truth.TopSegment, report.TopSegment);
        Assert.Equal(truth.Revenue.Select(row => row.Revenue), report.MonthlyByPlan.Get<double>("revenue").Known());   // whole euros: exact
        Assert.Equal(truth.Revenue.Select(row => (object?)row.Plan), report.MonthlyByPlan["plan"].ToArray());
        Assert.True(truth.WithoutOrders > 50);
    }

    [Fact]
    public void The_same_seed_gives_the_same_tables()
    {
        Assert.Equal(Generators.SaasOrders(5, 100, 300, 4).Data, Generators.SaasOrders(5, 100, 300, 4).Data);
        Assert.NotEqual(Generators.SaasOrders(5, 100, 300, 4).Data, Generators.SaasOrders(6, 100, 300, 4).Data);
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SaasOrders(1, 99));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SaasOrders(1, 100, 99));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generators.SaasOrders(1, 100, 200, 201));
    }
}
