namespace Course.Tests.Exercises;

public sealed class CheckpointTests
{
    private static readonly CheckpointSet _checkpoints = new(
    [
        new Checkpoint("1.1", "What is the norm of [3, 4]?", 5.0, "√(9 + 16) = √25.") { Tolerance = 0.01, KnownWrong = [(25.0, "That is the norm squared.")] },
        new Checkpoint("1.2", "Twice a vector has …", "b", "Lengths scale with the factor.") { Choices = [("a", "the same length"), ("b", "twice the length")] },
        new Checkpoint("1.3", "Is [0, 0] a unit vector?", false, "Its length is 0."),
    ]);

    [Fact]
    public void Unanswered_it_shows_the_question_the_choices_and_how_to_answer() => Assert.Equal(
        "○ Checkpoint 1.2: Twice a vector has …\n  a) the same length\n  b) twice the length\nAnswer with Checkpoint(\"1.2\").Answer(\"a letter\")",
        _checkpoints["1.2"].ToString());

    [Fact]
    public void A_right_answer_is_explained() =>
        Assert.Equal("✓ Checkpoint 1.1: right.\n√(9 + 16) = √25.", _checkpoints["1.1"].Answer(5).ToString());

    [Fact]
    public void A_known_wrong_answer_gets_its_own_words() =>
        Assert.Equal("✗ Checkpoint 1.1: 25 is not right; the answer is 5.\nThat is the norm squared.\n√(9 + 16) = √25.", _checkpoints["1.1"].Answer(25).ToString());

    [Fact]
    public void An_answer_of_another_kind_is_wrong_and_throws_nothing() => Assert.False(_checkpoints["1.1"].Answer("five").Right);

    [Theory]
    [InlineData("1.1", 5.005, true)]
    [InlineData("1.1", 5.02, false)]
    [InlineData("1.1", double.NaN, false)]
    [InlineData("1.2", " B", true)]
    [InlineData("1.2", 'b', true)]
    [InlineData("1.2", "a", false)]
    [InlineData("1.3", false, true)]
    [InlineData("1.3", 0, false)]
    public void Answers_are_judged_by_their_kind(string id, object answer, bool right) => Assert.Equal(right, _checkpoints[id].Answer(answer).Right);

    [Fact]
    public void An_unknown_id_names_those_there_are() =>
        Assert.StartsWith("There is no checkpoint 9.9. There are 1.1, 1.2, 1.3.", Assert.Throws<ArgumentException>(() => _checkpoints["9.9"]).Message, StringComparison.Ordinal);
}
