namespace Course;

/// <summary>What the tests said of a solution.</summary>
public sealed class Verdict;

/// <summary>A hint, numbered.</summary>
public sealed class Hint;

/// <summary>The source of a reference solution, or the request to say that it should be shown.</summary>
public sealed class Solution;
