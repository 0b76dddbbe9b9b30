namespace Course.Tests.Exercises;

[Collection(nameof(StoppedCode))]
public sealed class ComparisonTests
{
    private static readonly Sums.SumOf _library = values => values.Sum();

    private static Comparison Compare(Sums.SumOf sum) => Sums.Compare(sum, Sums.Running, _library);

    [Fact]
    public void Yours_the_reference_and_the_library_stand_in_rows_for_each_size()
    {
        Comparison comparison = Compare(values => values.Reverse().Sum());
        Assert.Equal(["your code", "the reference", "LINQ", "your code", "the reference", "LINQ", "your code", "the reference"], comparison.Rows.Select(row => row.Who));
        Assert.All(comparison.Rows, row => Assert.Null(row.Trouble));
        Assert.All(comparison.Rows, row => Assert.True(row.Seconds > 0));
        Assert.Equal([100, 1000, null], comparison.Rows.Where(row => row.Who == Comparison.YourCode).Select(row => row.Size));
        Assert.InRange(comparison.Rows[3].Difference!.Greatest, double.Epsilon, 1e-12);   // another order of the same sum
        Assert.True(comparison.Rows[3].AllocatedBytes >= 8000, "the reversed copy has 1000 doubles");
        Assert.Equal(0, comparison.Rows[4].AllocatedBytes);
    }

    [Fact]
    public void What_was_measured_at_several_sizes_is_drawn_over_them()
    {
        Comparison comparison = Compare(values => values.Sum());
        Course.Charts.Figure chart = Assert.Single(comparison.Charts());
        Assert.Equal("Sum: time against size", chart.Title);
        Assert.Equal(["your code", "the reference", "LINQ"], chart.Marks.Select(mark => mark.Name));
        Assert.True(chart is { LogX: true, LogY: true });
        Assert.Contains("Sum: time against size (time of a call (ms) over size n, both logarithmic)", comparison.ToString(), StringComparison.Ordinal);
        Assert.Contains("<svg", comparison.Forms[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_written_yet_is_replaced_by_the_reference()
    {
        Comparison comparison = Compare(_ => throw new NotImplementedException());
        Assert.Equal(["Sum"], comparison.NotWritten);
        Assert.Contains("Not written yet: Sum. The reference stands in for your code.", comparison.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_throws_or_loops_has_a_row_that_says_so()
    {
        Assert.Equal("threw InvalidOperationException: no", Compare(_ => throw new InvalidOperationException("no")).Rows[0].Trouble);
        Comparison looping = Compare(_ =>
        {
            while (true)
            {
            }
        });
        Assert.Equal("no answer within 0.4 s: stopped", looping.Rows[0].Trouble);
        Assert.Equal("not run: it gave no answer on the input before", looping.Rows[3].Trouble);
        Assert.Null(looping.Rows[1].Trouble);
    }

    [Fact]
    public void A_function_that_changes_its_inputs_is_found_out()
    {
        Comparison comparison = Sums.Compare(Sums.Sum, values =>
        {
            values[0] += 1;
            return values;
        }, _library);
        Assert.Equal("changed its inputs, so the others cannot be held against it", comparison.Rows[6].Trouble);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 1.0, 2.5, 3.1 }, 0.5, "[1]", null)]
    [InlineData(new[] { 1.0 }, new[] { 1.0, 2 }, double.PositiveInfinity, "", "2 entries, the reference has 1 entry")]
    [InlineData(new[] { double.NaN }, new[] { double.NaN }, 0, "", null)]
    [InlineData(new[] { 1.0 }, new[] { double.NaN }, double.PositiveInfinity, "[0]", "NaN, the reference gives 1")]
    public void The_greatest_difference_has_a_place(double[] expected, double[] actual, double greatest, string where, string? words) =>
        Assert.Equal(new Difference(greatest, where, words), Difference.Between(expected, actual));

    [Fact]
    public void The_place_in_a_matrix_is_a_row_and_a_column() =>
        Assert.Equal("[0, 2]", Difference.Between(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new double[,] { { 1, 2, 4 }, { 4, 5, 6 } }).Where);
}
