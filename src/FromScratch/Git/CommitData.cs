namespace FromScratch.Git;

/// <summary>Who, and when.</summary>
/// <param name="Name">As it is to be printed; without &lt;, &gt; and line ends.</param>
/// <param name="Email">As it is to be printed; without &lt;, &gt; and line ends.</param>
/// <param name="Unix">Seconds since 1 January 1970, 0:00 UTC.</param>
/// <param name="OffsetMinutes">How far the person's clock was ahead of UTC, in minutes: 60 in Berlin in winter, −210 in St. John's. It changes what is printed, not when it was.</param>
public sealed record Person(string Name, string Email, long Unix, int OffsetMinutes);

/// <summary>What a commit says: a whole tree, what came before, who and when, why.</summary>
/// <param name="Tree">The id of the whole folder as it was.</param>
/// <param name="Parents">Ids of the commits before: none for the first, two for a merge, the own side first.</param>
/// <param name="Author">Who made the change.</param>
/// <param name="Committer">Who put it into this history.</param>
/// <param name="Message">Why; a last line end is added where it lacks.</param>
public sealed record CommitData(string Tree, string[] Parents, Person Author, Person Committer, string Message);
