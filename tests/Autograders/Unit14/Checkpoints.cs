using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 14.</summary>
internal sealed class Unit14Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("14.1", "A network has ten layers, and the identity as every activation. What can it compute that one layer cannot?", "c", "W₁₀·…·W₁ is one matrix, and the biases, carried through, are one bias. Ten layers without a bend are one layer with more multiplications.")
        {
            Choices = [("a", "curves, with ten bends"), ("b", "anything, if the layers are wide enough"), ("c", "nothing: it is affine"), ("d", "parity, as exercise 14.3 did")],
            KnownWrong =
            [
                ("a", "Where would a bend come from? Multiply two layers out."),
                ("b", "Width adds rows to the matrices; their product is still one matrix."),
                ("d", "14.3 needed steps: without them no unit can say yes or no."),
            ],
        },
        new("14.2", "You halve the spacing of the knots of a ReLU interpolant of a smooth curve. By what is its greatest error divided?", 4, "The error is at most h²/8·max|f″|: half of h, a quarter of the error. It costs twice the units.")
        {
            KnownWrong = [(2.0, "That would be an error in proportion to h. Between knots the curve leaves the line like a parabola: think of h²."), (8.0, "h³ would give that. The bound is h²/8.")],
        },
        new("14.3", "You add 7 to every logit. By how much does the first probability change?", 0, "exp(z + 7) = e⁷·exp(z), and e⁷ cancels in the quotient. That is why the largest logit may be subtracted first.")
        {
            KnownWrong = [(7.0, "A probability cannot grow by 7. Look at what softmax divides by."), (1.0, "All logits grew alike. No class gained on another.")],
        },
        new("14.4", "A perceptron made 50 mistakes on points with R = 5 (the bias folded in). Can they have a margin γ of 1?", false, "Then there would be at most (5/1)² = 25 mistakes. From 50 mistakes follows γ ≤ 5/√50 = 0.71: mistakes measure how close the classes lie."),
        new("14.5", "Tent(10) has 20 hidden ReLUs in ten layers. How many ReLUs does one hidden layer need, at least, for the same function?", 1023, "It has 2¹⁰ pieces, so 1,023 bends, and a ReLU in a single hidden layer of one input bends once.")
        {
            KnownWrong = [(1024.0, "That is the number of pieces. Between n pieces there are n − 1 bends."), (20.0, "As many as in the deep one? Twenty units in one layer make at most twenty bends.")],
        },
    ];
}
