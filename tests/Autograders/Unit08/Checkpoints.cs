using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 8.</summary>
internal sealed class Unit08Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("8.1", "An array of shape (3, 4) lies in row-major order. What are the strides of its transpose, in entries? Give the letter.", "c", "The array has strides (4, 1): a row on is 4 places, a column on is 1. The transpose swaps axes, so its strides are (1, 4). No number moves.")
        {
            Choices = [("a", "(4, 1)"), ("b", "(3, 1)"), ("c", "(1, 4)"), ("d", "(1, 3)")],
            KnownWrong = [("a", "Those are the strides before."), ("b", "Those would be right for a copy of the transpose, written out in row-major order."), ("d", "The step along the second axis of the transpose is the step along the first of the array: a whole row of 4.")],
        },
        new("8.2", "a holds 10, 20, 30, 40. b is the slice a[1:3], and b[0] becomes 9. What is a[1] now?", 9.0, "b is a window on the same buffer, one place further: b[0] and a[1] are one address.")
        {
            KnownWrong = [(20.0, "That would be so if slicing copied. It does not.")],
        },
        new("8.3", "A left join: 100 rows on the left, each with a key of its own. On the right, ten of these keys come twice, the other ninety once. How many rows does the result have?", 110.0, "90 left rows find one partner, 10 find two: 90 + 20. A join looks up, and it also multiplies.")
        {
            KnownWrong = [(100.0, "A left join keeps every left row, but not only once: each partner makes a row."), (120.0, "The ten left rows with two partners make 20 rows, and the ninety others 90.")],
        },
        new("8.4", "You subtract the mean of all rows, and split into training and test rows after that. Is it harmless?", false, "The mean has seen the test rows. Often the harm is small; with an outlier in the test rows, with few rows, or with a step that looks at the answers, the score is of data that the model knew something about. Split first, then fit every step to the training rows.")
        {
            KnownWrong = [(true, "Then move one test row very far away: the training rows change. Information went from test to training.")],
        },
        new("8.5", "A column has the values 4, missing, missing, 8. A filter keeps rows above 5, a second one those not above 5. How many of the four rows are in neither?", 2.0, "missing > 5 is not known, and its opposite is not known either. A filter keeps what is true. Whoever reports both halves as \"all customers\" has lost two.")
        {
            KnownWrong = [(0.0, "That would be so if every row were above 5 or not. Of two nobody knows.")],
        },
    ];
}
