using FromScratch.LinearAlgebra;

namespace FromScratch.Tests.LinearAlgebra;

public sealed class LinearCombinationTests
{
    [Fact]
    public void Twice_the_first_less_the_second() =>
        Assert.Equal([-1, -1, 4], LinearCombination.Combine([2, -1], [[1, 0, 2], [3, 1, 0]]));

    [Fact]
    public void The_inputs_stay_as_they_are()
    {
        double[][] vectors = [[1, 0, 2], [3, 1, 0]];
        double[] sum = LinearCombination.Combine([2, -1], vectors);
        sum[0] = 99;
        Assert.Equal([1, 0, 2], vectors[0]);
    }

    [Fact]
    public void Vectors_without_entries_sum_to_one_without_entries() => Assert.Empty(LinearCombination.Combine([1, 2], [[], []]));

    [Fact]
    public void No_vector_a_missing_coefficient_and_ragged_vectors_are_refused()
    {
        Assert.Contains("length of the result is unknown", Assert.Throws<ArgumentException>(() => LinearCombination.Combine([], [])).Message, StringComparison.Ordinal);
        Assert.Contains("1 coefficients for 2 vectors", Assert.Throws<ArgumentException>(() => LinearCombination.Combine([1], [[1], [2]])).Message, StringComparison.Ordinal);
        Assert.Contains("2 entries, another 3", Assert.Throws<ArgumentException>(() => LinearCombination.Combine([1, 1], [[1, 2], [1, 2, 3]])).Message, StringComparison.Ordinal);
    }
}
