using System.Text.Json.Nodes;

namespace CSharpKernel.Scripting;

/// <summary>Where a running cell's output goes. Calls may come from any thread of the cell; their order is kept.</summary>
public interface ICellOutput
{
    /// <summary>Text written to standard output or standard error.</summary>
    void Write(OutputStream stream, string text);

    /// <summary>A value shown while the cell runs.</summary>
    /// <param name="bundle">The value in every form it has.</param>
    /// <param name="displayId">A name under which it can be updated later; null: it can't be.</param>
    /// <param name="update">Whether it replaces what was shown under that name.</param>
    void Display(MimeBundle bundle, string? displayId = null, bool update = false);

    /// <summary>Removes the cell's output so far.</summary>
    /// <param name="wait">Only when the next output comes.</param>
    void Clear(bool wait);

    /// <summary>Asks the person for a line; blocks. Null when nobody can answer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="password">Whether what is typed stays hidden.</param>
    string? ReadLine(string prompt, bool password);

    /// <summary>A message of the kernel's side of a comm ("comm_open", "comm_msg", "comm_close").</summary>
    void Comm(string messageType, JsonObject content);
}

/// <summary>The two text streams of a process.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,
}
