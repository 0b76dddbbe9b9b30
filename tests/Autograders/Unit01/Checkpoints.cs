using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 1.</summary>
internal sealed class Unit01Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("1.1", "When is ‖a + b‖ = ‖a‖ + ‖b‖, for vectors that are not zero?", "c", "The triangle inequality becomes an equality when there is no detour: a and b point the same way. Squared, it says a·b = ‖a‖‖b‖, so the cosine is 1.")
        {
            Choices = [("a", "always"), ("b", "when they are at a right angle"), ("c", "when they point in the same direction"), ("d", "when they have the same length")],
            KnownWrong =
            [
                ("a", "Walk 3 east and 4 north: you are 5 from where you started, not 7."),
                ("b", "At a right angle ‖a + b‖² = ‖a‖² + ‖b‖²: Pythagoras. The lengths themselves do not add up."),
                ("d", "(1, 0) and (−1, 0) have the same length, and their sum is zero."),
            ],
        },
        new("1.2", "R90 and R45 are the matrices of rotations of the plane by 90° and 45°. Which product turns by 90° first, then by 45°?", "b", "The matrix applied first stands next to the vector: R45·(R90·x). In the plane R90·R45 gives the same matrix, as angles add; the question was which product says it. In space two rotations about different axes do not commute.")
        {
            Choices = [("a", "R90·R45"), ("b", "R45·R90"), ("c", "R90 + R45")],
            KnownWrong = [("a", "It reads as first R90, but R45 stands next to the vector and acts first. Here the result happens to be the same; in space it would not be."), ("c", "A sum adds the two images. It is no rotation: it changes lengths.")],
        },
        new("1.3", "What is the dimension of the span of a = (1, 0) and b = (2, 0)?", 1, "b = 2a brings nothing new: all combinations lie on the first axis, a line.")
        {
            KnownWrong = [(2, "There are two vectors, but only one direction."), (0, "Only the zero vector spans a single point.")],
        },
        new("1.4", "Two random unit vectors in d = 10,000 dimensions: what is the standard deviation of their cosine?", 0.01, "1/√d = 1/100. A cosine of 0.1 between two such vectors is no weak similarity: it is ten standard deviations from chance.")
        {
            Tolerance = 0.001,
            KnownWrong = [(0.0, "It is small, but not 0: think of section 7, and of how the histogram narrows with d."), (0.0001, "That is 1/d, the variance. The spread is its root."), (100.0, "A cosine is at most 1. You gave √d.")],
        },
        new("1.5", "TensorPrimitives.Norm of (3e200, 4e200) overflows. Is a library's Norm then wrong to be used for embeddings with entries between −1 and 1?", false, "The squares of such entries are far within range. It trades a range that embeddings never use for speed: you know now which inputs that trade excludes."),
    ];
}
