using FromScratch.Data;
using FromScratch.Nn.Losses;
using FromScratch.Optim;
using FromScratch.Tensors;
using FromScratch.Transformers;
using Xunit;

namespace FromScratch.Tests.Transformers;

public sealed class GptTests
{
    private static readonly GptConfig s_small = new(Vocabulary: 11, Context: 8, Layers: 2, Heads: 2, Width: 16);

    private static (IndexTensor Tokens, IndexTensor Next) Counting()
    {
        int[] tokens = [.. Enumerable.Range(0, 4 * 8).Select(i => (i / 8 * 3 + i % 8) % 11)], next = [.. tokens.Select(token => (token + 1) % 11)];
        return (new IndexTensor(tokens, [4, 8]), new IndexTensor(next, [4, 8]));
    }

    [Fact]
    public void It_learns_to_count()
    {
        var model = new Gpt<float>(s_small, new Rng(1));
        var optimizer = new AdamW<float>(model.Parameters(), 1e-2);
        (IndexTensor tokens, IndexTensor next) = Counting();
        float loss = 0;
        for (int step = 0; step < 60; step++)
        {
            using TensorScope<float> scope = TensorScope<float>.Begin();
            optimizer.ZeroGrad();
            Tensor<float> error = Loss.CrossEntropy(model.Forward(tokens), next);
            error.Backward();
            optimizer.Step();
            loss = error.Item();
        }

        Assert.InRange(loss, 0, 0.1);
    }

    [Fact]
    public void A_training_step_allocates_less_than_a_kilobyte()
    {
        var model = new Gpt<float>(s_small, new Rng(1));
        var optimizer = new AdamW<float>(model.Parameters(), 1e-2);
        (IndexTensor tokens, IndexTensor next) = Counting();
        long before = 0;
        const int warm = 10, steps = 20;
        for (int step = 0; step < warm + steps; step++)
        {
            if (step == warm) before = GC.GetAllocatedBytesForCurrentThread();
            using TensorScope<float> scope = TensorScope<float>.Begin();
            optimizer.ZeroGrad();
            Loss.CrossEntropy(model.Forward(tokens), next).Backward();
            GradientClipping.ByNorm(optimizer.Parameters, 1);
            optimizer.Step();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / steps, 0, 1024);
    }
}
