using CSharpKernel.Display;

namespace CSharpKernel.Scripting.User;

/// <summary>A value that is shown, and can be replaced where it stands.</summary>
public sealed class DisplayedValue
{
    private readonly string[] _mimeTypes;

    private DisplayedValue(string displayId, string[] mimeTypes)
    {
        DisplayId = displayId;
        _mimeTypes = mimeTypes;
    }

    /// <summary>The name the front end knows it by.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? updatedValue) => Put(Kernel.Session, updatedValue, DisplayId, _mimeTypes, update: true);

    internal static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        var shown = new DisplayedValue(Guid.NewGuid().ToString("N"), mimeTypes);
        Put(Kernel.Session, value, shown.DisplayId, mimeTypes, update: false);
        return shown;
    }

    private static void Put(SessionScope session, object? value, string displayId, string[] mimeTypes, bool update) =>
        session.Output.Display(session.Formatter.Format(value).Only(mimeTypes), displayId, update);
}
