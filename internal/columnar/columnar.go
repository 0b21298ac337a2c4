// Package columnar reads single cells of Parquet files by column path and row:
// only the columns that are asked for are fetched, and of these only the row
// groups.
package columnar

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// ErrNotParquet is in the error of a file that is no Parquet file, or whose end
// (where the table of contents stands) is missing.
var ErrNotParquet = errors.New("not a whole Parquet file")

// readBuffer is how much of a column is fetched at a time, in bytes. It bounds
// the number of requests where the file is an object far away.
const readBuffer = 256 << 10

// A File is a Parquet file with its table of contents read.
type File struct {
	file   *parquet.File
	groups []parquet.RowGroup
}

// Open reads the table of contents of a file of the given size in bytes.
func Open(r io.ReaderAt, size int64) (_ *File, err error) {
	defer mend(&err) // damaged thrift makes the library panic in places
	f, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(readBuffer), parquet.FileReadMode(parquet.ReadModeSync))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotParquet, err)
	}
	return &File{file: f, groups: f.RowGroups()}, nil
}

// Unpackable says why the file's columns cannot be unpacked, nil where they can. Of
// LZ4 the library sometimes gives what happened to be in memory (parquet-go's issue
// 608, open in v0.32.0), so it is not asked to.
func (f *File) Unpackable() error {
	for _, g := range f.file.Metadata().RowGroups {
		for _, c := range g.Columns {
			switch codec := c.MetaData.Codec; codec {
			case format.Uncompressed, format.Snappy, format.Gzip, format.Brotli, format.Zstd:
			default:
				return fmt.Errorf("its columns are packed with %s, which is not read: write the file anew with ZSTD", codec)
			}
		}
	}
	return nil
}

// Groups returns the number of row groups.
func (f *File) Groups() int { return len(f.groups) }

// Rows returns the number of rows of a group.
func (f *File) Rows(group int) int64 { return f.groups[group].NumRows() }

// A Leaf is a column of plain values, perhaps within structures and lists.
type Leaf struct {
	Path    string // "actor.user.uid": lists do not stand in it
	leaf    parquet.LeafColumn
	element int // the definition level of an element of its innermost list
}

// Repeated reports whether a row may hold several values.
func (l Leaf) Repeated() bool { return l.leaf.MaxRepetitionLevel > 0 }

// Leaf finds a column by its path.
func (f *File) Leaf(path string) (Leaf, bool) {
	for _, l := range f.Leaves() {
		if l.Path == path {
			return l, true
		}
	}
	return Leaf{}, false
}

// Leaves returns all columns in the order of the file.
func (f *File) Leaves() []Leaf {
	schema := f.file.Schema()
	var all []Leaf
	for _, path := range schema.Columns() {
		if leaf, ok := schema.Lookup(path...); ok {
			all = append(all, Leaf{Path: strings.Join(plain(schema, path), "."), leaf: leaf, element: element(schema, path)})
		}
	}
	return all
}

// element is the definition level at which the innermost list of a path has an
// element; at the level below, it is empty.
func element(node parquet.Node, path []string) (at int) {
	level := 0
	for _, name := range path {
		if node = child(node, name); node.Optional() || node.Repeated() {
			level++
		}
		if node.Repeated() {
			at = level
		}
	}
	return at
}

// plain takes the names out of a path that only say that something is a list:
// the repeated group of a LIST, and what stands in it where it holds one thing.
func plain(node parquet.Node, path []string) []string {
	var out []string
	list := 0 // levels below a LIST
	for _, name := range path {
		node = child(node, name)
		switch {
		case list == 1 && node.Repeated(): // "list", "bag" or "array"
			list = 2
			if node.Leaf() || len(node.Fields()) > 1 { // the older, two-level form
				list = 0
			}
			continue
		case list == 2:
			list = 0
			continue
		}
		out = append(out, name)
		if isList(node) {
			list = 1
		}
	}
	return out
}

func isList(node parquet.Node) bool {
	if node.Leaf() || node.Type() == nil || node.Type().LogicalType() == nil {
		return false
	}
	_, ok := node.Type().LogicalType().Value.(*format.ListType)
	return ok
}

func child(node parquet.Node, name string) parquet.Node {
	for _, f := range node.Fields() {
		if f.Name() == name {
			return f
		}
	}
	return node
}

// mend turns a panic of the library over damaged bytes into an error.
func mend(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %v", ErrNotParquet, r)
	}
}
