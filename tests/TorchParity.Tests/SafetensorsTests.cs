using FromScratch.Data;
using FromScratch.IO;
using FromScratch.Nn;
using FromScratch.Tensors;
using TorchSharp;

namespace TorchParity;

public sealed class SafetensorsTests
{
    /// <summary>TorchSharp has no safetensors of its own: the file stands between its state dict and ours.</summary>
    [Fact]
    public void A_state_goes_through_a_file_both_ways()
    {
        Twins.Load();
        var rng = new Rng(1);
        var ours = new Sequential<float>(new Conv2d<float>(2, 3, 3, rng), new BatchNorm<float>(3), Activation.Flatten<float>(), new Linear<float>(3 * 2 * 3, 4, rng));
        using torch.nn.Module<torch.Tensor, torch.Tensor> theirs = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3), torch.nn.Flatten(), torch.nn.Linear(3 * 2 * 3, 4));
        Tensor<float> x = Twins.Normal<float>(2, 5, 2, 4, 5);
        ours.Eval();
        theirs.eval();
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");
        try
        {
            Safetensors.Write(path, ours.StateDict());
            OrderedDictionary<string, Tensor<float>> read = Safetensors.Read<float>(path);
            using (torch.no_grad())
                foreach ((string name, torch.Tensor tensor) in theirs.state_dict()) tensor.copy_(Twins.Torch(read[name]));
            Twins.Same("ours in libtorch", ours.Forward(x), theirs.call(Twins.Torch(x)), 1e-5);

            using (torch.no_grad())
                foreach ((_, torch.Tensor tensor) in theirs.state_dict())
                    if (tensor.is_floating_point()) tensor.mul_(0.5).add_(0.25);
            var state = new OrderedDictionary<string, Tensor<float>>();
            foreach ((string name, torch.Tensor tensor) in theirs.state_dict()) state[name] = Tensor<float>.From(Twins.Numbers<float>(tensor.to(torch.ScalarType.Float32)), [.. tensor.shape.Select(size => (int)size)]);
            Safetensors.Write(path, state);
            ours.LoadStateDict(Safetensors.Read<float>(path));
            Twins.Same("libtorch's here", ours.Forward(x), theirs.call(Twins.Torch(x)), 1e-5);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
