package dataset

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/packed"
)

// Bounds of looking for the names in a log of JSON lines.
const (
	memberLines = 50      // of one object
	memberBytes = 1 << 20 // of a line
	memberDepth = 3       // objects within objects
	maxMembers  = 40      // that are shown
)

// members are the paths that most of the first records of an object have. What
// stands in only some may be no name of the program's but a customer's.
func members(ctx context.Context, log accesslog.Log, o accesslog.Object) ([]string, error) {
	body, err := log.Open(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("opening log %s: %w", o.Name, err)
	}
	defer body.Close()
	text := packed.NewReader(body)
	defer text.Close()
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, memberBytes)
	counts, all := map[string]int{}, 0
	for all < memberLines && lines.Scan() {
		var record map[string]any
		if json.Unmarshal([]byte(strings.TrimPrefix(lines.Text(), "\ufeff")), &record) == nil && record != nil {
			all++
			addMembers(counts, "", record, 1)
		}
	}
	maps.DeleteFunc(counts, func(path string, n int) bool {
		return 2*n <= all || !fieldForm().MatchString(strings.TrimSuffix(path, "[]"))
	})
	paths := slices.Sorted(maps.Keys(counts))
	return paths[:min(len(paths), maxMembers)], nil // damage was told when the object was read
}

// addMembers counts the paths of an object's values; a list of objects has [] behind
// its name, since no path leads into it.
func addMembers(counts map[string]int, above string, object map[string]any, depth int) {
	for name, value := range object {
		switch value := value.(type) {
		case map[string]any:
			if depth < memberDepth {
				addMembers(counts, above+name+".", value, depth+1)
			}
			continue
		case []any:
			if len(value) > 0 {
				if _, objects := value[0].(map[string]any); objects {
					name += "[]"
				}
			}
		}
		counts[above+name]++
	}
}
