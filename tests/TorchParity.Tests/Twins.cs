using System.Numerics;
using FromScratch.Data;
using FromScratch.Tensors;
using TorchParity.Libtorch;
using TorchSharp;

namespace TorchParity;

/// <summary>The same numbers here and in libtorch.</summary>
internal static class Twins
{
    static Twins()
    {
        LibtorchLoader.Load();
        torch.set_num_threads(1);
    }

    /// <summary>Loads libtorch's native libraries, as any other method here does, too.</summary>
    public static void Load() { }

    public static torch.Tensor Torch<T>(Tensor<T> x) where T : unmanaged, IFloatingPointIeee754<T> => x.ToArray() switch
    {
        float[] single => torch.tensor(single, x.Shape.Select(size => (long)size).ToArray()),
        double[] twofold => torch.tensor(twofold, x.Shape.Select(size => (long)size).ToArray()),
        _ => throw new NotSupportedException($"{typeof(T)}"),
    };

    public static torch.Tensor Torch(IndexTensor x) => torch.tensor([.. x.Values.Select(value => (long)value)], x.Shape.Select(size => (long)size).ToArray());

    public static T[] Numbers<T>(torch.Tensor x) where T : unmanaged => x.detach().contiguous().data<T>().ToArray();

    public static Tensor<T> Normal<T>(ulong seed, params int[] shape) where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Randn(new Rng(seed), shape);

    /// <summary>Holds two tensors against each other: no element may be further away than the tolerance times the largest.</summary>
    public static void Same<T>(string what, Tensor<T> ours, torch.Tensor theirs, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.True(ours.Shape.Select(size => (long)size).SequenceEqual(theirs.shape), $"{what}: shape {ours.Shape}, libtorch has [{string.Join(", ", theirs.shape)}]");
        T[] a = ours.ToArray(), b = Numbers<T>(theirs);
        double scale = Math.Max(1, b.Select(x => Math.Abs(double.CreateTruncating(x))).Where(double.IsFinite).DefaultIfEmpty().Max());
        for (int i = 0; i < a.Length; i++)
        {
            double x = double.CreateTruncating(a[i]), y = double.CreateTruncating(b[i]);
            Assert.True(x.Equals(y) || Math.Abs(x - y) <= tolerance * scale, $"{what}: element {i} of {ours.Shape} is {x:R}, libtorch has {y:R}");
        }
    }
}
