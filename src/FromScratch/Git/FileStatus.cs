namespace FromScratch.Git;

/// <summary>How a file stands between the last commit, the index and the working copy.</summary>
/// <param name="Path">From the top of the working copy.</param>
/// <param name="Code">Two letters, as <c>git status --porcelain</c> prints them: what the index changed against HEAD, and what the working copy changed against the index; ?? for a file that git does not know.</param>
public sealed record FileStatus(string Path, string Code);
