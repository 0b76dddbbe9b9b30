using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 12.</summary>
internal sealed class Unit12Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("12.1", "You remove the column \"group\" from the training data. Is the bias gone?", false, "Postcode, first name, shopping times and a hundred other columns together often tell the group better than any single one. Without the column you can no longer even measure the gap: keep it for the audit, out of the score.")
        {
            KnownWrong = [(true, "Other columns stand in for it (proxies). And without the column nobody can see whether it worked.")],
        },
        new("12.2", "Two groups, base rates 0.3 and 0.5, a score with the same PPV and the same FNR in both, and not perfect. What of their FPR?", "c", "FPR = p/(1 − p) · (1 − PPV)/PPV · (1 − FNR). Everything but p is equal, and p/(1 − p) is 3/7 in one group and 1 in the other. No training data change arithmetic.")
        {
            Choices = [("a", "equal"), ("b", "it depends on the model"), ("c", "they differ, by the odds p/(1 − p)"), ("d", "equal, if there are enough data")],
            KnownWrong =
            [
                ("a", "Put both base rates into the formula of section 3."),
                ("b", "The formula has no model in it: four counts, and what follows from counting."),
                ("d", "More data make the estimates of the rates better. The rates still obey the formula."),
            ],
        },
        new("12.3", "You halve ε. By what factor does the scale of the noise on a count change?", 2, "The scale is 1/ε: half the ε, twice the noise. The promise is stronger and the answer is worse; there is no third thing to give.")
        {
            KnownWrong = [(0.5, "A smaller ε promises more. What is promised more has to be hidden better."), (4, "That is the variance, 2/ε². The scale doubles."), (Math.Sqrt(2), "The standard deviation is √2/ε, and √2 is there before and after.")],
        },
        new("12.4", "A feature's permutation importance is near 0. Does the model not use it?", false, "It may be that another column tells the same: while the one is shuffled, its twin still speaks. Shuffle both together, and look again.")
        {
            KnownWrong = [(true, "Think of two copies of one column, of which the model takes the mean.")],
        },
        new("12.5", "A table is 5-anonymous. A class has five rows, all with the diagnosis HIV. What does a neighbour learn who knows that you are in that class?", "b", "Not which row is yours, but what you have: all five rows say it. k-anonymity counts rows; it does not look at what stands in them (l-diversity does), and neither is a promise about what somebody may know already. Differential privacy is.")
        {
            Choices = [("a", "nothing: five people cannot be told apart"), ("b", "your diagnosis"), ("c", "your name")],
            KnownWrong = [("a", "They cannot be told apart, and they need not be: all five have the same."), ("c", "The neighbour knew your name before. The diagnosis is what is new.")],
        },
    ];
}
