using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 4.</summary>
internal sealed class Unit04Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("4.1", "Which step h is best for a central difference of a smooth function near x = 1, up to a factor of a few?", 6e-6, "The truncation error h²/6 and the rounding error ε/h are about equal at the cube root of ε = 2.2e-16, which is 6.1e-6. The error there is about 1e-11: a third of the digits is lost, whatever you do.")
        {
            Tolerance = 5e-6,
            KnownWrong =
            [
                (1.5e-8, "That is √ε, the best step for forward differences, whose error falls like h alone."),
                (1e-8, "That is about √ε, the best step for forward differences, whose error falls like h alone."),
                (1e-15, "The two values then agree in nearly all their digits, and the difference is mostly rounding."),
                (0.0, "0/0. The limit is a definition, no recipe for doubles."),
            ],
        },
        new("4.2", "g has slope 0 at x = 2. What is the slope of f(g(x)) at x = 2, for any f that has slopes everywhere?", 0, "The chain rule multiplies f′(g(2)) by g′(2) = 0. A wire with exchange rate 0 passes nothing on, however steep the rest of the way is. Deep networks meet this as vanishing gradients.")
        {
            KnownWrong = [(1, "Slopes along a wire are multiplied: 0 times anything is 0.")],
        },
        new("4.3", "When does a step of Newton's method about double the number of right digits?", "c", "Near a simple root the error is squared: 1e-3, 1e-6, 1e-12. Where f′ is 0 at the root, as for x⁹, it shrinks by a constant factor only; far away nothing is promised.")
        {
            Choices = [("a", "always"), ("b", "whenever it converges"), ("c", "near a root where f′ is not 0"), ("d", "when f is a polynomial")],
            KnownWrong =
            [
                ("a", "From 1.5 on arctan it flies off."),
                ("b", "On x⁹ it converges, by the factor 8/9 a step: that is one digit in 20 steps."),
                ("d", "x⁹ is a polynomial. At its root the slope is 0, and the error shrinks by 8/9 a step."),
            ],
        },
        new("4.4", "A program computes `if (x > 3) y = x * x; else y = 6 * x - 9;` with dual numbers. Which slope does it give at x = 3?", "b", "At 3 the condition is false, so the program runs 6x − 9 and its slope is 6. Here x² has the same slope at 3; in general the slope is that of the branch taken, and nothing is known about the other.")
        {
            Choices = [("a", "none: a program with an if has no derivative"), ("b", "that of the branch taken, 6x − 9"), ("c", "the mean of both branches' slopes"), ("d", "that of x², because its branch comes first")],
            KnownWrong =
            [
                ("a", "The dual number runs through the program like any number, and takes a branch."),
                ("c", "The other branch is never run: nobody computes its slope."),
                ("d", "x > 3 is false at 3."),
            ],
        },
        new("4.5", "Gradient descent on ½·c·x² with c = 50: at which learning rate does it stop converging?", 0.04, "A step multiplies x by 1 − rate·50, which reaches −1 at 2/50. The curvature sets the limit, not how far away you start.")
        {
            KnownWrong = [(0.02, "At 1/c one step lands on the minimum. It still converges up to twice that."), (100.0, "That is 2c. A steeper bend wants smaller steps.")],
            Tolerance = 1e-9,
        },
    ];
}
