using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 5.</summary>
internal sealed class Unit05Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("5.1", "You stand on a level line of f. Which angle, in degrees, does the gradient make with the line?", 90, "Along the line f does not change, so the slope in that direction is 0: g·d = 0. The gradient is perpendicular to level lines and points to where f rises fastest.")
        {
            KnownWrong = [(0, "Along the line f does not change at all; the gradient points to where it changes most."), (180, "Minus the gradient is at 180° to the gradient, not to the level line."), (45, "The slope along a direction d is g·d. It is 0 along the level line: that takes a right angle.")],
        },
        new("5.2", "A loss has one output and a million inputs. How many runs of the program does its gradient take in forward mode, with one slope a number?", 1e6, "One run answers for one input. Reverse mode walks the tape once from the output back and answers for all inputs: that is why networks are trained with it.")
        {
            KnownWrong = [(1, "That is reverse mode. In forward mode one run carries the slopes with respect to one input."), (2e6, "Central differences take two values a coordinate; a dual number brings value and slope together.")],
        },
        new("5.3", "At a point with gradient 0 the Hessian has the eigenvalues 3 and −1. What is it?", "c", "Along one direction f curves up, along another down: a pass. The product −3 says so in two dimensions, but in three it would not.")
        {
            Choices = [("a", "a minimum: the larger eigenvalue wins"), ("b", "a maximum"), ("c", "a saddle"), ("d", "it cannot be said without third derivatives")],
            KnownWrong =
            [
                ("a", "Step along the eigenvector of −1: f falls."),
                ("b", "Step along the eigenvector of 3: f rises."),
                ("d", "Third derivatives matter where an eigenvalue is 0 and no two have opposite signs."),
            ],
        },
        new("5.4", "The ratio κ of the largest to the smallest curvature grows from 100 to 400. By which factor do the steps of plain gradient descent grow?", 4, "A step leaves (κ − 1)/(κ + 1) ≈ 1 − 2/κ of the error, so the steps grow like κ.")
        {
            Tolerance = 0.05,
            KnownWrong = [(2, "√κ is what momentum and conjugate gradients reach. Plain descent needs κ."), (16, "κ², that is too gloomy: a step leaves about 1 − 2/κ of the error."), (1, "Only Newton's method does not feel κ.")],
        },
        new("5.5", "You minimise a cost under x + y = b, with the condition ∇f + Aᵀλ = 0, and find λ = −3. By how much does the least cost change, about, when b grows by 0.1?", 0.3, "The least cost changes by −λ·δ = 0.3. A multiplier is a price: here each further unit of b costs 3.")
        {
            Tolerance = 1e-9,
            KnownWrong = [(-0.3, "With ∇f + Aᵀλ = 0 the change is −λ·δ. Mind the sign of the convention, and think: must the cost rise when more is demanded?"), (3.0, "That is for a whole unit; b grows by 0.1."), (-3.0, "That is λ itself, the price of a unit with its sign turned.")],
        },
    ];
}
