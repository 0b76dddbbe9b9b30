using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 7.</summary>
internal sealed class Unit07Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("7.1", "Your 95 % confidence interval of a lift came out as (1, 3). What is the probability that the true lift lies between 1 and 3?", "c", "The true lift is a fixed number: it lies in there or it does not. Before the sample was drawn, the procedure had a chance of 95 % to catch it. To speak of the probability of this lift you need a prior, as in Unit 6.")
        {
            Choices = [("a", "0.95"), ("b", "0.05"), ("c", "no probability belongs to this one interval; the procedure that made it catches the truth in 95 % of all samples"), ("d", "0.5, as it is in or out")],
            KnownWrong = [("a", "That is the procedure's catch rate before the throw. After it, the fish is in the net or it is not."), ("d", "Not knowing is not the same as one half.")],
        },
        new("7.2", "A test gave p = 0.03. Does that mean that with a probability of 3 % there is no effect?", false, "p is the probability of such data if there is no effect, not of no effect given such data. The second depends on how many effects there are to be found: with one working idea in ten and a power of one half, every second p below 5 % is nothing."),
        new("7.3", "You test 20 metrics at 5 %, none of which moved. They are independent. What is the chance that at least one is significant? Answer to two decimals.", 1 - Math.Pow(0.95, 20), "All 20 stay quiet with 0.95 to the power 20, which is 0.36; so 0.64.")
        {
            Tolerance = 0.006,
            KnownWrong = [(0.05, "That is the chance of one metric."), (1, "20 times 0.05 is the expected number of false alarms, one; often it is none, and sometimes three."), (0.36, "That is the chance that none is.")],
        },
        new("7.4", "You collect four times as many users. By which factor does the width of a confidence interval change?", 0.5, "The standard error is s/√n, and √4 is 2: half as wide. For a tenth of the width you need a hundred times the users.")
        {
            Tolerance = 0.001,
            KnownWrong = [(0.25, "The variance falls to a quarter; the width goes with its root."), (4, "More data make it narrower."), (2, "More data make it narrower.")],
        },
        new("7.5", "Of your ideas 5 % work. You test each at 5 %, two-sided, with a power of 0.8. Of the significant results, which share is of ideas that do nothing? Answer to two decimals.", 0.0475 / 0.0875, "Of 1,000 ideas 50 work, of which 40 are found; of the 950 others 47.5 are found by chance. 47.5/87.5 is 0.54.")
        {
            Tolerance = 0.006,
            KnownWrong = [(0.05, "That is the share of the ideas that do nothing which are found. Asked is the other way round: Bayes' rule."), (0.46, "That is the share of the real ones."), (0.2, "That is what is missed of the ideas that work.")],
        },
    ];
}
