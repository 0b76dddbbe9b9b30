using Course;
using CsCheck;
using FromScratch.LinearAlgebra;

namespace Autograders;

/// <summary>Exercise 1.1: sums of scaled vectors.</summary>
[Exercise("1.1", "Linear combinations", Difficulty = 1, Minutes = 15, Core = true, Theory = "2. Linear combinations fill a span")]
public sealed class LinearCombinations : Exercise<LinearCombinations, LinearCombinations.Contract>
{
    public delegate double[] LinearCombinationOf(double[] coeffs, double[][] vectors);

    public sealed record Contract(LinearCombinationOf Combine);

    public static Verdict Check(LinearCombinationOf combine) => Grade(new Contract(combine));

    protected override Contract Reference => new(LinearCombination.Combine);

    [Fact]
    public void Twice_the_first_less_the_second() =>
        Expect.Close([-1, -1, 4], Subject.Combine([2, -1], [[1, 0, 2], [3, 1, 0]]), because: "2·(1, 0, 2) − 1·(3, 1, 0) is (2 − 3, 0 − 1, 4 − 0), entry by entry.");

    [Fact]
    public void Three_vectors_of_two_entries_give_two_entries() =>
        Expect.Close([5, 8], Subject.Combine([1, 2, 4], [[1, 0], [0, 2], [1, 1]]), because: "1·(1, 0) + 2·(0, 2) + 4·(1, 1) is (1 + 4, 4 + 4). The result is as long as a vector, not as the list of coefficients.");

    [Fact]
    public void One_vector_alone_is_scaled() =>
        Expect.Close([3, -6], Subject.Combine([3], [[1, -2]]), because: "A combination of one vector is that vector, each entry times the coefficient.");

    [Fact]
    public void Vectors_without_entries_combine_to_one_without_entries() =>
        Expect.Close([], Subject.Combine([2, 3], [[], []]), because: "The vectors have length 0, so the result has too.");

    [Fact]
    public void A_coefficient_of_1_among_zeros_picks_its_vector() => Property.Holds(
        Gen.Select(Draw.Vectors(3, 2), Gen.Int[0, 2]), sample =>
        {
            (double[][] vectors, int j) = sample;
            Expect.Close(vectors[j], Subject.Combine(Draw.Basis(3, j), vectors), because: "1 times a vector is the vector, 0 times the others adds nothing.");
        });

    [Fact]
    public void Adding_coefficients_adds_the_results() => Property.Holds(
        Gen.Select(Draw.Vector(3), Draw.Vector(3), Draw.Vectors(3, 4)), sample =>
        {
            (double[] c, double[] d, double[][] vectors) = sample;
            double[] parts = Draw.Plus(Subject.Combine(c, vectors), Subject.Combine(d, vectors));
            Expect.Close(parts, Subject.Combine(Draw.Plus(c, d), vectors), because: $"The combinations with {ValueText.Of(c)} and {ValueText.Of(d)} add up to this: (c + d)v is cv + dv.");
        });

    [Fact]
    public void The_callers_vectors_stay_as_they_are()
    {
        double[][] vectors = [[1, 2], [3, 5]];
        double[] result = Subject.Combine([1, 1], vectors);
        Expect.That(vectors[0] is [1, 2] && vectors[1] is [3, 5], "[[1, 2], [3, 5]] as before", vectors, because: "Your result aliases an input: the caller's vector changed. Sum into a new array.");
        Expect.That(!vectors.Contains(result), "a new array", "one of the inputs", because: "Who changes the result later would change the input too.");
    }

    [Fact]
    public void A_single_vector_with_coefficient_1_is_copied()
    {
        double[] only = [4, 7];
        Expect.That(!ReferenceEquals(only, Subject.Combine([1], [only])), "a new array", "the input itself", because: "Who changes the result later would change the input too.");
    }

    [Fact]
    public void Each_call_has_a_result_of_its_own()
    {
        double[] first = Subject.Combine([1, 1], [[1, 2], [3, 5]]);
        Subject.Combine([1, 1], [[10, 20], [30, 50]]);
        Expect.Close([4, 7], first, because: "The second call changed what the first had returned. Make the array inside the function.");
    }

    [Fact]
    public void No_vector_at_all_is_refused() =>
        Expect.Throws<ArgumentException>(() => Subject.Combine([], []), because: "Without a vector nobody knows how long the result is.");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Two_vectors_need_two_coefficients(int coefficients) =>
        Expect.Throws<ArgumentException>(() => Subject.Combine([.. Enumerable.Repeat(1.0, coefficients)], [[1, 2], [3, 5]]), because: "Lengths differ: a silent zip hides bugs. Each vector needs exactly one coefficient.");

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    public void Vectors_of_different_lengths_are_refused(int first, int last) =>
        Expect.Throws<ArgumentException>(() => Subject.Combine([1, 1, 1], [new double[first], new double[first], new double[last]]), because: "There is no sum of vectors of different lengths: one of them has an entry too many.");

    protected override IReadOnlyList<Misconception> Misconceptions =>
    [
        new("Your result aliases an input: you added everything into the first vector, and the caller's data changed. Sum into a new array.", new(IntoTheFirst)),
        new("Lengths differ, and you stop at the shorter one: a silent zip hides bugs. Throw an ArgumentException.", new(ToTheShorter)),
        new("You added the vectors, but did not scale them: each is multiplied by its coefficient first.", new((coeffs, vectors) => LinearCombination.Combine([.. coeffs.Select(_ => 1.0)], vectors))),
    ];

    protected override IReadOnlyList<Alternative> Alternatives =>
    [
        new("entry by entry, with LINQ", new((coeffs, vectors) =>
        {
            Guard(coeffs, vectors);
            return [.. Enumerable.Range(0, vectors[0].Length).Select(i => coeffs.Zip(vectors, (c, v) => c * v[i]).Sum())];
        })),
        new("recursion: the last vector plus the rest", new(LastPlusRest)),
    ];

    protected override IReadOnlyList<string> Hints =>
    [
        "Work out 2·(1, 0, 2) − (3, 1, 0) on paper. Which numbers meet to make the first entry of the result?",
        "Entry i of the result is the sum of coefficient j times entry i of vector j. Two loops, and a new array that starts with zeros.",
        "First three checks: is there a vector, does each have a coefficient, have all the length of the first? Then make the result, and for every vector add coefficient times entry to each entry of it.",
    ];

    private static void Guard(double[] coeffs, double[][] vectors)
    {
        if (vectors.Length == 0 || coeffs.Length != vectors.Length || vectors.Any(v => v.Length != vectors[0].Length)) throw new ArgumentException("The lengths do not match.");
    }

    private static double[] LastPlusRest(double[] coeffs, double[][] vectors)
    {
        Guard(coeffs, vectors);
        double[] last = Draw.Times(coeffs[^1], vectors[^1]);
        return vectors.Length == 1 ? last : Draw.Plus(LastPlusRest(coeffs[..^1], vectors[..^1]), last);
    }

    private static double[] IntoTheFirst(double[] coeffs, double[][] vectors)
    {
        Guard(coeffs, vectors);
        double[] sum = vectors[0];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] *= coeffs[0];
            for (int j = 1; j < vectors.Length; j++) sum[i] += coeffs[j] * vectors[j][i];
        }

        return sum;
    }

    private static double[] ToTheShorter(double[] coeffs, double[][] vectors)
    {
        double[] sum = new double[vectors.Select(v => v.Length).DefaultIfEmpty(0).Min()];
        foreach ((double c, double[] v) in coeffs.Zip(vectors))
            for (int i = 0; i < sum.Length; i++)
                sum[i] += c * v[i];
        return sum;
    }
}
