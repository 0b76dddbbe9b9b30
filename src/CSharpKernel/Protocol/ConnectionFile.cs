using System.Text.Json.Nodes;

namespace CSharpKernel.Protocol;

/// <summary>Where a kernel listens and how its messages are signed: the file a front end writes before it starts the kernel.</summary>
/// <remarks>https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files</remarks>
internal sealed record ConnectionFile(string Ip, int Shell, int Control, int Iopub, int Stdin, int Heartbeat, string Key)
{
    public static ConnectionFile Read(string path)
    {
        JsonObject file = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        string transport = (string?)file["transport"] ?? "tcp";
        if (transport != "tcp")
            throw new NotSupportedException($"The connection file {path} asks for the transport \"{transport}\". This kernel listens on tcp only.");
        string scheme = (string?)file["signature_scheme"] ?? "hmac-sha256";
        if (scheme != "hmac-sha256")
            throw new NotSupportedException($"The connection file {path} asks for the signature scheme \"{scheme}\". This kernel signs with hmac-sha256 only.");
        return new ConnectionFile((string?)file["ip"] ?? "127.0.0.1", Port("shell_port"), Port("control_port"), Port("iopub_port"),
            Port("stdin_port"), Port("hb_port"), (string?)file["key"] ?? "");

        int Port(string name) => (int?)file[name] ?? throw new FormatException($"The connection file {path} has no \"{name}\".");
    }

    public string Address(int port) => $"tcp://{Ip}:{port}";
}
