using System.Text.Json.Nodes;

namespace CSharpKernel.Scripting.User;

/// <summary>Channels between a cell's code and code in the front end (Jupyter's comms).</summary>
public static class Comms
{
    /// <summary>Answers front ends that open a comm of this target.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="opened">Gets the comm; sets its handlers, may send.</param>
    public static void Register(string target, Action<Comm> opened) => Kernel.Session.Comms.Register(target, opened);

    /// <summary>Opens a comm to a target that the front end has registered.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="data">What it is opened with.</param>
    public static Comm Open(string target, JsonNode? data = null) => Kernel.Session.Comms.Open(target, data);
}
