using CSharpKernel.Scripting;
using CSharpKernel.Tests.Scripting;

namespace CSharpKernel.Tests.Language;

/// <summary>Questions about code in which <c>|</c> marks the cursor (<c>¦</c> where the code itself has a <c>|</c>).</summary>
public abstract class LanguageTest : SessionTest
{
    protected async Task<Completions> Complete(string marked)
    {
        (string code, int cursor) = Split(marked);
        return await Session.CompleteAsync(code, cursor, TestContext.Current.CancellationToken);
    }

    protected async Task<string[]> Names(string marked) => [.. (await Complete(marked)).Matches.Select(match => match.Text)];

    protected async Task<CompletionMatch> Match(string marked, string name) => (await Complete(marked)).Matches.Single(match => match.Text == name);

    protected async Task<string> Inspect(string marked, int detail = 0)
    {
        (string code, int cursor) = Split(marked);
        return (await Session.InspectAsync(code, cursor, detail, TestContext.Current.CancellationToken))?.Text ?? "";
    }

    private static (string Code, int Cursor) Split(string marked)
    {
        int cursor = marked.IndexOf('|', StringComparison.Ordinal);
        Assert.True(cursor >= 0, "The test's code has no cursor.");
        return (marked.Remove(cursor, 1).Replace('¦', '|'), cursor);
    }
}
