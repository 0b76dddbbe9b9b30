using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 3.</summary>
internal sealed class Unit03Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("3.1", "P projects space onto a plane through the origin, at right angles. What are its eigenvalues?", "b", "A vector in the plane stays: P·v = v, eigenvalue 1, twice. The normal is sent to 0: eigenvalue 0. From P² = P it follows too: λ² = λ has the solutions 0 and 1 only.")
        {
            Choices = [("a", "1 and −1"), ("b", "0 and 1"), ("c", "any numbers between 0 and 1"), ("d", "0 only")],
            KnownWrong =
            [
                ("a", "That is a mirror: it sends the normal to its opposite. A projection sends it to 0."),
                ("c", "A slanting vector becomes shorter, but it also turns: it is no eigenvector."),
                ("d", "The vectors in the plane do not move at all."),
            ],
        },
        new("3.2", "u has 5 entries, v has 7, neither is zero. What is the rank of the 5×7 matrix u·vᵀ?", 1, "Every column is a multiple of u, every row a multiple of v. The SVD of any matrix is a sum of such pieces: as many as its rank.")
        {
            KnownWrong = [(5, "It could be 5, but all its columns are multiples of one vector."), (7, "A rank is at most the shorter side, and here all rows are multiples of one vector."), (0, "Only the matrix of zeros has rank 0.")],
        },
        new("3.3", "You write one of the metrics in milliseconds instead of seconds. Do the axes of a PCA on the covariance change?", true, "Its variance grows by a factor of a million, and the first axis turns towards it. Only after standardizing does the unit not matter: then PCA works on correlations."),
        new("3.4", "A is 100×3. What is the least dimension that the null space of its transpose can have?", 97, "Aᵀ has 100 columns and a rank of at most 3, so at least 97 dimensions are sent to zero. The null space of A itself may be {0}.")
        {
            KnownWrong = [(0, "That is for A itself: 3 columns and a rank of at most 3. Its transpose has 100 columns."), (3, "3 is the greatest rank. The dimensions that are left are 100 − 3."), (100, "Then the rank would be 0: possible, but not the least.")],
        },
        new("3.5", "The two largest eigenvalues are 1 and 0.99. In how many steps does the power iteration shrink the wrong part to a millionth?", 1375, "0.99^k = 1e-6 gives k = ln(1e-6)/ln(0.99) = 1374.6. Close eigenvalues make it slow: that is why libraries shift, and why Jacobi does not mind.")
        {
            Tolerance = 3,
            KnownWrong = [(6.0, "A factor of 10 a step would take 6. Here it is a factor of 0.99."), (100.0, "In 100 steps the wrong part shrinks to 0.99^100, about a third."), (600.0, "That is 6/(1 − 0.99), as if the digits came one in 100 steps. A factor of 10 takes ln(10)/0.01 = 230 steps.")],
        },
    ];
}
