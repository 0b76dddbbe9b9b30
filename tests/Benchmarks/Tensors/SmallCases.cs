using FromScratch.Tensors;
using TorchSharp;

namespace Benchmarks.Tensors;

/// <summary>One operation on few numbers, forward and backward: what counts is what surrounds the arithmetic.</summary>
internal static class SmallCases
{
    public static IEnumerable<Case> All()
    {
        foreach (int n in new[] { 16, 256 })
        {
            yield return One($"add, n = {n}", n, (x, y) => x + y, (x, y) => x + y);
            yield return One($"mul, n = {n}", n, (x, y) => x * y, (x, y) => x * y);
            yield return One($"exp, n = {n}", n, (x, _) => x.Exp(), (x, _) => x.exp());
            yield return One($"tanh, n = {n}", n, (x, _) => x.Tanh(), (x, _) => x.tanh());
            yield return One($"sum, n = {n}", n, (x, _) => x.Sum(), (x, _) => x.sum());
            yield return One($"softmax, n = {n}", n, (x, _) => x.Softmax(), (x, _) => x.softmax(-1));
        }
    }

    private static Case One(string name, int n, Func<Tensor<float>, Tensor<float>, Tensor<float>> ours, Func<torch.Tensor, torch.Tensor, torch.Tensor> theirs)
    {
        Twin<float> x = Twin<float>.Normal(1, n).WithGrad(), y = Twin<float>.Normal(2, n);
        Twin<float> g = Twin<float>.Normal(3, n);
        Twin<float> one = Twin<float>.Of(Tensor<float>.Scalar(1));
        return new Case(name, () =>
            {
                using TensorScope<float> scope = TensorScope<float>.Begin();
                x.Ours.ZeroGrad();
                Tensor<float> z = ours(x.Ours, y.Ours);
                z.Backward(z.Rank == 0 ? one.Ours : g.Ours);
            },
            () =>
            {
                x.Theirs.grad = null;
                using torch.Tensor z = theirs(x.Theirs, y.Theirs);
                z.backward([z.dim() == 0 ? one.Theirs : g.Theirs]);
            },
            Goal: 10);
    }
}
