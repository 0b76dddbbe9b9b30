namespace Course.Tests.Exercises;

public sealed class ExpectTests
{
    private const double Infinity = double.PositiveInfinity;

    private static ExpectationFailedException Fails(Action expectation) => Assert.Throws<ExpectationFailedException>(expectation);

    [Fact]
    public void To_an_infinity_no_finite_number_is_close_nor_the_other_infinity()
    {
        Expect.Close(Infinity, Infinity, "b");
        Assert.Equal(("∞", "5"), Words(Fails(() => Expect.Close(Infinity, 5, "b"))));
        Assert.Equal(("∞", "-∞"), Words(Fails(() => Expect.Close(Infinity, -Infinity, "b"))));
        Fails(() => Expect.Close(-Infinity, double.MinValue, "b"));
        Fails(() => Expect.Close([1.0, Infinity], [1.0, 5], "b"));
        Fails(() => Expect.Close([1.0, 2], [1.0, Infinity], "b"));
        Fails(() => Expect.Close(new double[,] { { Infinity, 1 } }, new double[,] { { 7, 1 } }, "b"));
        Fails(() => Expect.Close([[Infinity], [1]], [[7], [1]], "b"));
    }

    [Fact]
    public void NaN_is_close_to_NaN_alone_and_is_explained_where_it_was_not_expected()
    {
        Expect.Close(double.NaN, double.NaN, "b");
        Fails(() => Expect.Close(double.NaN, 1, "b"));
        const string Explained = "NaN comes of 0/0, of ∞ − ∞, or of the root of a negative number. b";
        Assert.Equal(Explained, Fails(() => Expect.Close(1, double.NaN, "b")).Because);
        Assert.Equal(Explained, Fails(() => Expect.Close([1.0, 2], [1, double.NaN], "b")).Because);
        Assert.Equal(Explained, Fails(() => Expect.Close(new double[,] { { 1, 2 } }, new double[,] { { 1, double.NaN } }, "b")).Because);
        Assert.Equal(Explained, Fails(() => Expect.Close([[1.0], [2]], [[1], [double.NaN]], "b")).Because);
        Assert.Equal(Explained, Fails(() => Expect.Equal((1, 2.0), (1, double.NaN), "b")).Because);
        Assert.Equal("b", Fails(() => Expect.Close([double.NaN, 2], [double.NaN, 3], "b")).Because);
    }

    [Fact]
    public void A_part_of_an_answer_is_named()
    {
        Assert.Equal(("1", "Perm[0] = 0"), Words(Fails(() => Expect.Equal(1, 0, "b", part: "Perm[0]"))));
        Assert.Equal(("1", "Sign = 2"), Words(Fails(() => Expect.Close(1, 2, "b", part: "Sign"))));
        Assert.Equal(("[1]", "Perm = [0]"), Words(Fails(() => Expect.SequenceEqual([1], [0], "b", part: "Perm"))));
        Assert.Equal(("2 entries", "x = 1 entry: [1]"), Words(Fails(() => Expect.Close([1.0, 2], [1.0], "b", part: "x"))));
        Assert.Equal(("[[1]]", "L = null"), Words(Fails(() => Expect.Close(new double[,] { { 1 } }, null, "b", part: "L"))));
        Assert.Equal(("ones on the diagonal", "L = [[2]]"), Words(Fails(() => Expect.That(false, "ones on the diagonal", new double[,] { { 2 } }, "b", part: "L"))));
    }

    [Fact]
    public void A_zero_is_a_zero_of_either_sign()
    {
        Expect.Close(0, -0.0, "b");
        Expect.Close([0.0, 1], [-0.0, 1], "b");
        Expect.Equal(0.0, -0.0, "b");
    }

    [Fact]
    public void Zero_is_expected_exactly_unless_a_scale_is_given()
    {
        Fails(() => Expect.Close(0, 1e-300, "b"));
        Expect.Close(0, 1e-13, "b", scale: 1);
        Expect.Close([0.0, 1], [1e-13, 1], "b");   // relative to the largest entry
        Fails(() => Expect.Close([0.0, 0], [1e-13, 0], "b"));
    }

    [Fact]
    public void Null_is_no_answer_wherever_it_stands()
    {
        Assert.Equal("You returned null, which is no answer. b", Fails(() => Expect.Close([1.0], null, "b")).Because);
        Assert.Equal("You returned null, which is no answer. b", Fails(() => Expect.Close(new double[,] { { 1 } }, null, "b")).Because);
        Assert.Equal("You returned null, which is no answer. b", Fails(() => Expect.Close([[1.0]], null, "b")).Because);
        Assert.Equal(("2 entries in row 1", "null in row 1"), Words(Fails(() => Expect.Close([[1.0], [1, 2]], [[1], null!], "b"))));
        Assert.Equal("You returned null, which is no answer. b", Fails(() => Expect.SequenceEqual<int>([1], null, "b")).Because);
        Assert.Equal("You returned null, which is no answer. b", Fails(() => Expect.Equal("a", null, "b")).Because);
    }

    [Fact]
    public void Empty_answers_are_compared_by_their_shape()
    {
        Expect.Close(Array.Empty<double>(), [], "b");
        Expect.Close(new double[0, 3], new double[0, 3], "b");
        Assert.Equal(("0 × 3 entries", "3 × 0 entries: [[], [], []]"), Words(Fails(() => Expect.Close(new double[0, 3], new double[3, 0], "b"))));
        Assert.Equal(("0 entries", "1 entry: [0]"), Words(Fails(() => Expect.Close(Array.Empty<double>(), [0.0], "b"))));
        Fails(() => Expect.Close(new double[][] { [], [1] }, [[1], []], "b"));
    }

    [Fact]
    public void A_part_not_written_and_a_broken_rule_are_no_exception_that_was_asked_for()
    {
        Assert.Throws<NotImplementedException>(() => Expect.Throws<Exception>(() => throw new NotImplementedException(), "b"));
        Assert.Throws<ExpectationFailedException>(() => Expect.Throws<Exception>(() => throw new ExpectationFailedException("values unchanged", "changed values", "You changed them."), "b"));
        Expect.Throws<ArgumentException>(() => throw new ArgumentOutOfRangeException(), "b");
        Assert.Equal("InvalidOperationException: no", Fails(() => Expect.Throws<ArgumentException>(() => throw new InvalidOperationException("no"), "b")).Actual);
        Assert.Equal("null", Fails(() => Expect.Throws<ArgumentException>(() => null, "b")).Actual);
    }

    [Fact]
    public void Beside_an_infinity_finite_entries_still_count_when_answers_are_compared() =>
        Assert.Equal(2, Difference.Magnitude(new[] { Infinity, -2, double.NaN }));

    [Fact]
    public void A_checkpoint_whose_answer_is_infinite_takes_that_answer_alone()
    {
        Checkpoint limit = new("0.1", "1/0?", Infinity, "It grows beyond all bounds.") { Tolerance = 1 };
        Assert.True(limit.Answer(Infinity).Right);
        Assert.False(limit.Answer(1e308).Right);
        Assert.False(limit.Answer(double.NaN).Right);
    }

    [Fact]
    public void What_cannot_be_seen_in_a_text_is_written_out() =>
        Assert.Equal("\"one\\ntwo\\t\\0\\r\\u001b é\"", ValueText.Of("one\ntwo\t\0\r\u001b é"));

    private static (string, string) Words(ExpectationFailedException failed) => (failed.Expected, failed.Actual);
}
