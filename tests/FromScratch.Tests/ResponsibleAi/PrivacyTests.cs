using FromScratch.Data;
using FromScratch.Frames;
using FromScratch.ResponsibleAi;

namespace FromScratch.Tests.ResponsibleAi;

public sealed class PrivacyTests
{
    private static readonly string[] _quasi = ["born", "zip", "sex"];

    [Fact]
    public void Laplace_noise_has_its_quantiles()
    {
        var r = new Rng(11);
        double[] draws = [.. Enumerable.Range(0, 40_000).Select(_ => Privacy.Laplace(2, r)).Order()];
        Assert.Equal(-2 * Math.Log(2), draws[10_000], 0.07);   // the lower quartile is −b·ln 2; its standard error is 0.017
        Assert.Equal(2 * Math.Log(2), draws[30_000], 0.07);
        Assert.Equal(0, draws[20_000], 0.04);
    }

    [Fact]
    public void Ten_tenths_fit_into_a_budget_of_one_and_no_eleventh()
    {
        IBudget budget = PrivacyBudget.Open(1);
        Assert.Equal(10, Enumerable.Range(0, 11).Count(_ => budget.TrySpend(0.1)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_release_has_no_small_classes(int k)
    {
        Frame release = Anonymity.Generalize(Generators.CensusRows(3).Data, k);
        Assert.True(Anonymity.K(release, _quasi) >= k);
        Assert.True(release.Count >= 1900);
    }

    [Fact]
    public void Names_come_back_by_linkage()
    {
        (Frame patients, CensusTruth truth) = Generators.CensusRows(4, 300);
        Frame named = truth.PublicList;
        int found = patients.Rows.Count(row => patients.Rows.Count(other => Same(row, other)) == 1 && named.Rows.Where(other => Same(row, other)).ToArray() is [Row only] && Equals(only["name"], truth.Name[row.Index]));
        Assert.Equal(found, Anonymity.Reidentified(patients, named, _quasi));
        Assert.True(found > 100);
        static bool Same(Row one, Row other) => _quasi.All(name => Equals(one[name], other[name]));
    }
}
