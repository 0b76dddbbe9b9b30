using System.Text;
using FromScratch.Git;

namespace FromScratch.Tests.Git;

public sealed class ObjectTests
{
    private const string HelloTree = "2e81171448eb9f2ee3821e3d447aa6b2fe3ddba1", Hello = "ce013625030ba8dba906f756967f9e9ca394464a";
    private static readonly Person Ada = new("Ada Lovelace", "ada@example.com", 1700000000, 0);

    [Fact]
    public void Published_ids()
    {
        Assert.Equal("d670460b4b4aece5915caf5c68d12f560a9fe3e4", GitObjects.BlobId(Encoding.ASCII.GetBytes("test content\n")));   // Pro Git, §10.2
        Assert.Equal("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", GitObjects.BlobId([]));
        Assert.Equal("4b825dc642cb6eb9a060e54bf8d69288fbee4904", GitObjects.ObjectId("tree", []));
        Assert.Equal(HelloTree, GitObjects.ObjectId("tree", GitObjects.TreeBody([new("100644", "a.txt", Hello)])));
        Assert.Equal("881f6331cda61a2aea801c755a1a08bd942ac7ea", CommitFormat.Id(new(HelloTree, [], Ada, Ada, "first\n")));
    }

    [Fact]
    public void A_tree_that_git_sorted_has_its_id()
    {
        TreeEntry[] entries =   // `git ls-tree` of a folder with all of these, shuffled
        [
            new("100644", "é.txt", "c6003325155f475bd7c87731607525dce73be9cf"), new("040000", "foo", "add4794d9c94872b96c1697c056fb82ae0d72880"), new("100755", "run.sh", "1a2485251c33a70432394c93fb89330ef214bfc9"),
            new("100644", "foo0", "b68025345d5301abad4d9ec9166f455243a0d746"), new("100644", "a.txt", Hello), new("100644", "foo.txt", "975fbec8256d3e8a3797e7a3611380f27c49f4ac"),
        ];
        Assert.Equal("ac221e68a7f712e0bd3475f78e17eec8a1155c2b", GitObjects.ObjectId("tree", GitObjects.TreeBody(entries)));
        Assert.Equal(["a.txt", "foo.txt", "foo", "foo0", "run.sh", "é.txt"], TreeFormat.Read(GitObjects.TreeBody(entries)).Select(entry => entry.Name));
        Assert.Equal(entries.OrderBy(entry => entry.Id, StringComparer.Ordinal), TreeFormat.Read(GitObjects.TreeBody(entries)).OrderBy(entry => entry.Id, StringComparer.Ordinal));
    }

    [Fact]
    public void A_tree_that_is_cut_is_refused()
    {
        byte[] body = GitObjects.TreeBody([new("100644", "a.txt", Hello)]);
        Assert.Throws<InvalidDataException>(() => TreeFormat.Read(body[..^1]));
        Assert.Throws<InvalidDataException>(() => TreeFormat.Read(body[..8]));
        Assert.Throws<InvalidDataException>(() => TreeFormat.Read(body[..4]));
        Assert.Empty(TreeFormat.Read([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-90)]
    [InlineData(345)]
    [InlineData(-30)]
    public void A_commit_is_read_as_it_was_written(int offset)
    {
        var commit = new CommitData(HelloTree, [new('b', 40), new('a', 40)], Ada with { Name = "Zoë X" }, Ada with { Unix = 12, OffsetMinutes = offset }, "subject\n\nbody\n");
        CommitData read = CommitFormat.Read(CommitFormat.Body(commit));
        Assert.Equal((commit.Tree, commit.Author, commit.Committer, commit.Message), (read.Tree, read.Author, read.Committer, read.Message));
        Assert.Equal(commit.Parents, read.Parents);
    }

    [Fact]
    public void What_is_no_commit_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => CommitFormat.Read(Encoding.ASCII.GetBytes("tree x\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n")));
        Assert.Throws<InvalidDataException>(() => CommitFormat.Read(Encoding.ASCII.GetBytes("author A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx\n")));
        Assert.Throws<InvalidDataException>(() => CommitFormat.Read(Encoding.ASCII.GetBytes("tree x\nauthor A\ncommitter A <a> 1 +0000\n\nx\n")));
    }
}
