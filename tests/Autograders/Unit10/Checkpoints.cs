using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 10.</summary>
internal sealed class Unit10Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("10.1", "The ten best of a stream of 1,000,000,000 search results: how many results must be in memory at once, at least?", 10, "A new result has to beat the worst of the ten kept, nothing else. With a heap that has the worst on top, ten are enough, and most of the billion cost one comparison.")
        {
            Tolerance = 1e-9,
            KnownWrong = [(1e9, "That is sorting everything. Which of the kept results does a new one have to beat?"), (1.0, "One is enough for the best. For ten you need the other nine, too."), (11.0, "The eleventh is the one you compare; it need not be kept.")],
        },
        new("10.2", "A Bloom filter of addresses that sent spam. Which answer is certain?", "b", "A key that was added has set all its bits, so one bit that is not set proves that it was never added. All bits set may be the work of other keys.")
        {
            Choices = [("a", "\"present\""), ("b", "\"absent\""), ("c", "both"), ("d", "neither")],
            KnownWrong =
            [
                ("a", "Other keys may have set all of its bits."),
                ("c", "\"Present\" is wrong about one percent of the absent keys, at ten bits a key."),
                ("d", "Bits are never cleared: what was added has all of its bits."),
            ],
        },
        new("10.3", "100,000 points in 100 dimensions, coordinates independent and uniform. About which share of them does an exact kd-tree search look at?", "c", "All points are about equally far from the query, so the ball to the nearest one pokes through nearly every plane, and hardly any half can be left out. A plain loop over an array is then faster than the tree.")
        {
            Choices = [("a", "log₂ n of them: 17"), ("b", "about 1 %"), ("c", "nearly all"), ("d", "half")],
            KnownWrong =
            [
                ("a", "That holds in few dimensions, where most halves are too far away."),
                ("b", "In three dimensions, perhaps. Run section 6 with more dimensions."),
                ("d", "The search leaves a half out only when its plane is farther away than the best point. In 100 dimensions it hardly ever is."),
            ],
        },
        new("10.4", "When does a directed graph have a topological order?", "b", "On a cycle each vertex would have to stand before itself. Without one there is always a vertex that no edge leads to: take it first, strike it out, and what is left has no cycle either.")
        {
            Choices = [("a", "when it is connected"), ("b", "exactly when it has no cycle"), ("c", "when every vertex has an edge"), ("d", "always")],
            KnownWrong =
            [
                ("a", "A connected graph may have a cycle; and one in several parts has an order when its parts have."),
                ("c", "A cycle of three has an edge at every vertex, and no order."),
                ("d", "0 → 1 → 0: which of them is first?"),
            ],
        },
        new("10.5", "Signatures of 24 entries, in 8 bands of 3 rows. What is the chance that two documents of similarity 0.5 become candidates?", 0.656, "A band agrees with probability 0.5³ = 0.125, so none of 8 does with 0.875⁸ = 0.344. With 40 bands it would be 0.005: more bands find more, and make more strangers meet.")
        {
            Tolerance = 0.002,
            KnownWrong = [(0.125, "That is the chance of one band. There are eight."), (1.0, "8 · 0.125 adds up chances of things that can happen together."), (0.344, "That is the chance that they do not.")],
        },
    ];
}
