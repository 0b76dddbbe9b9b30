using CSharpKernel.Display;

namespace CSharpKernel.Scripting.User;

/// <summary>What a cell may call without a prefix: showing values, asking for input. Names are those of .NET Interactive where it has them, so that a notebook runs in both.</summary>
public static class Kernel
{
    /// <summary>Shows a value now, without waiting for the cell's end.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The forms wanted; none: every form it has.</param>
    /// <returns>A handle that can replace what is shown.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>HTML to show as it is: the last value of a cell, or given to <see cref="display"/>.</summary>
    public static HtmlContent HTML(string html) => new(html);

    /// <summary>Asks for a line of text. Null when the front end answers no questions.</summary>
    /// <param name="prompt">The question.</param>
    public static string? input(string prompt = "") => Session.Input.ReadLine(prompt, password: false);

    /// <summary>Asks for a line that is not shown while it is typed. Null when the front end answers no questions.</summary>
    /// <param name="prompt">The question.</param>
    public static string? password(string prompt = "") => Session.Input.ReadLine(prompt, password: true);

    /// <summary>Asks for a line of text.</summary>
    /// <param name="prompt">The question.</param>
    public static Task<string?> GetInputAsync(string prompt = "") => Task.FromResult(input(prompt));

    /// <summary>Asks for a line that is not shown while it is typed.</summary>
    /// <param name="prompt">The question.</param>
    public static Task<string?> GetPasswordAsync(string prompt = "") => Task.FromResult(password(prompt));

    /// <summary>Removes what the cell has shown and written so far.</summary>
    /// <param name="wait">Only when the next output comes: a picture drawn again and again then does not flicker.</param>
    public static void ClearOutput(bool wait = false) => Session.Output.Clear(wait);

    /// <summary>The exception that ended the last failed cell, with its whole stack; null when none has failed.</summary>
    public static Exception? LastError() => Session.LastError;

    /// <summary>Shows the value now: <see cref="display"/> as an extension.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    internal static SessionScope Session => SessionScope.Current
        ?? throw new InvalidOperationException("There is no session here: only code of a cell, and what it starts, has one.");
}
