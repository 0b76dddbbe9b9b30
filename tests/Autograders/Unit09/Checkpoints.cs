using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 9.</summary>
internal sealed class Unit09Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("9.1", "A ridge regression gives a column the weight 0.8. You add an exact copy of that column, at a small λ. What weight does each of the two get, about? Answer to one decimal.", 0.4, "Together they must do what one did, and a² + b² with a given sum is least where a = b. The lasso, which pays |a| + |b|, does not care how they share.")
        {
            Tolerance = 0.001,
            KnownWrong = [(0.8, "Then together they would do twice what is needed."), (0.0, "A copy is as useful as the original.")],
        },
        new("9.2", "You delete a training row that stands far behind its side of an SVM's street, with α = 0. What happens to the street?", "a", "The solution is a sum over rows with α above 0. The others hold nothing.")
        {
            Choices = [("a", "nothing"), ("b", "it moves a little towards that row"), ("c", "it moves away from that row"), ("d", "it gets wider")],
            KnownWrong = [("b", "Logistic regression moves a little for every row. The SVM's loss is exactly 0 behind the edge."), ("d", "Its width is set by the rows on its edges, and these are still there.")],
        },
        new("9.3", "You replace a column of positive numbers by their logarithms before you grow a tree. What changes in its predictions on the training rows?", "b", "A cut divides the order of the values, and the logarithm keeps the order. Only thresholds move.")
        {
            Choices = [("a", "cuts get finer for small values, so predictions change there"), ("b", "nothing"), ("c", "everything, as gains are computed on logarithms")],
            KnownWrong = [("a", "Every position between two neighbouring values is tried, in any unit."), ("c", "Gains are computed on labels; the column only sorts them.")],
        },
        new("9.4", "The least possible inertia with k = 7 groups is 120. Can the least possible inertia with k = 8 be 125?", false, "Take the best 7 groups and give one row away from its centre a group of its own: the inertia falls, or stays. It never rises with k, so it cannot say which k is right.")
        {
            KnownWrong = [(true, "A single run may end in a worse place. The least possible cannot be worse: a group more can always be used to lower it.")],
        },
        new("9.5", "Contacting a customer costs 4 euros; a churner who is contacted stays, which is worth 80 euros. Your probabilities are right. From which probability on do you contact?", 0.05, "p·80 ≥ 4 from p = 0.05 on. The base rate does not matter.")
        {
            Tolerance = 0.0001,
            KnownWrong = [(0.5, "At 0.5 a contact would bring 36 euros more than it costs: you leave most of the money."), (0.95, "That is the probability of staying.")],
        },
    ];
}
