using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 2.</summary>
internal sealed class Unit02Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("2.1", "A is 5×5. By which factor is det(2A) larger than det A?", 32, "Each of the five directions is stretched by 2, so volumes grow by 2⁵.")
        {
            KnownWrong = [(2, "One direction stretched by 2 doubles a volume. 2A stretches all five."), (10, "2·5 adds the directions. Volumes multiply."), (25, "That is 5². Five factors of 2 are 2⁵.")],
        },
        new("2.2", "κ(A) = 1e10 and everything is computed in double, with a stable method. About how many digits of the solution are right?", 6, "16 digits go in, log₁₀ κ = 10 are lost, about 6 are left. A better algorithm does not bring them back: they were lost in the rounding of A and b.")
        {
            Tolerance = 0.5,
            KnownWrong = [(10, "Ten digits are what is lost."), (16, "16 digits go in. The condition number says how many are lost on the way."), (0, "Some are left: 16 − 10.")],
        },
        new("2.3", "A is square and singular, and Ax = b has a solution. How many has it?", "c", "A sends some direction to zero. Add any multiple of it to a solution, and you have another.")
        {
            Choices = [("a", "exactly one"), ("b", "two"), ("c", "infinitely many"), ("d", "that depends on b")],
            KnownWrong =
            [
                ("a", "A singular matrix sends a direction d to zero: x + d is a solution too."),
                ("b", "Between two solutions lies a line of them: x + t·d for every t."),
                ("d", "b decides whether there is a solution. You were told that there is; the rest is a matter of A."),
            ],
        },
        new("2.4", "You double the number of unknowns. By which factor does the time of an LU factorisation grow, once n is large?", 8, "n³/3 multiplications: 2³ times as many. The two triangles afterwards take 2² times as many.")
        {
            KnownWrong = [(2, "Each row is twice as long, there are twice as many rows, and twice as many steps."), (4, "That is n², what a right-hand side costs. The factorisation takes n³/3.")],
        },
        new("2.5", "You solved Ax = b, and the residual ‖Ax − b‖ is 1e-16 of ‖b‖. Are then nearly all digits of x right?", false, "The residual says that x solves a neighbouring system. How far the solutions of neighbours lie apart is said by κ: Hilbert's matrix of 12 rows had a residual of 1e-15 and hardly a right digit."),
        new("2.6", "The determinant of a covariance matrix of 200 features comes out as 0. What do you do first?", "b", "200 variances of 0.01 have the product 1e-400: the determinant underflows, and the matrix may be as healthy as can be. Its logarithm is what a normal density needs anyway.")
        {
            Choices = [("a", "remove features until the determinant is not 0"), ("b", "compute its sign and logarithm, and look at the condition number"), ("c", "conclude that the features are dependent"), ("d", "use float")],
            KnownWrong =
            [
                ("a", "You would throw away data because of a unit: in percent instead of shares the same matrix has another determinant."),
                ("c", "0.1·I of 400 rows has the determinant 0 in double, and its columns are as independent as columns can be."),
                ("d", "The range of float ends at 1e-45: it would be 0 even sooner."),
            ],
        },
    ];
}
