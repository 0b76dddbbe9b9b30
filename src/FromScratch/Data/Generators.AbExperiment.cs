using FromScratch.Probability;

namespace FromScratch.Data;

public static partial class Generators
{
    private const double TasteConcentration = 2;   // of the beta distribution of users' chances: they differ much

    /// <summary>An A/B test of users who visit once or many times, each with a chance of a click of their own.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="users">How many users, at least 4.</param>
    /// <param name="baseRate">The mean chance of a click without the treatment, above 0 and below 1.</param>
    /// <param name="lift">What the treatment adds to the mean chance.</param>
    /// <param name="heavyShare">The share of users who visit 20 to 59 times; the others visit one to three times.</param>
    /// <param name="srmBias">What is added to the probability ½ of coming into the treatment's arm: 0 where the assignment works.</param>
    /// <returns>The log, in random order of the visits, and its truth. A user's chance comes from a beta distribution with that mean and a + b = 2, and does not depend on how often the user visits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    public static Planted<AbLog, AbTruth> AbExperiment(ulong seed, int users = 20_000, double baseRate = 0.10, double lift = 0, double heavyShare = 0.1, double srmBias = 0)
    {
        if (users < 4) throw new ArgumentOutOfRangeException(nameof(users), users, $"AbExperiment: {users} users. Each arm needs some.");
        if (!(baseRate > 0 && baseRate < 1)) throw new ArgumentOutOfRangeException(nameof(baseRate), baseRate, $"AbExperiment: the base rate is {baseRate}. It lies between 0 and 1.");
        if (!(baseRate + lift > 0 && baseRate + lift < 1)) throw new ArgumentOutOfRangeException(nameof(lift), lift, $"AbExperiment: {baseRate} + {lift} is no chance between 0 and 1.");
        if (!(heavyShare >= 0 && heavyShare <= 1)) throw new ArgumentOutOfRangeException(nameof(heavyShare), heavyShare, $"AbExperiment: a share of {heavyShare}. It lies between 0 and 1.");
        if (!(Math.Abs(srmBias) < 0.5)) throw new ArgumentOutOfRangeException(nameof(srmBias), srmBias, $"AbExperiment: a bias of {srmBias} leaves an arm empty. It lies between −½ and ½.");
        var rng = new Rng(seed);
        int[] names = [.. Enumerable.Range(1, users)];
        rng.Shuffle(names);
        List<(int User, bool Treated, bool Clicked)> visits = [];
        foreach (int name in names)
        {
            bool treated = rng.NextDouble() < 0.5 + srmBias;
            int times = rng.NextDouble() < heavyShare ? 20 + rng.NextInt(40) : 1 + rng.NextInt(3);
            double mean = baseRate + (treated ? lift : 0);
            double chance = new Beta(TasteConcentration * mean, TasteConcentration * (1 - mean)).Sample(rng);
            for (int i = 0; i < times; i++) visits.Add((name, treated, rng.NextDouble() < chance));
        }

        (int User, bool Treated, bool Clicked)[] rows = [.. visits];
        rng.Shuffle(rows);
        return new(new AbLog(Array.ConvertAll(rows, row => row.User), Array.ConvertAll(rows, row => row.Treated), Array.ConvertAll(rows, row => row.Clicked)), new AbTruth(lift, 0.5 + srmBias, lift > 0));
    }
}
