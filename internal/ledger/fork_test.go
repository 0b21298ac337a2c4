package ledger

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/tocsin-ir/tocsin/internal/incident"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// Whoever can write the table or the bucket past its lock is found by the next
// append, which signs nothing and says so for good.
func TestForksAreRefused(t *testing.T) {
	set := func(o *MemoryObjects, key string, change func([]byte) []byte) {
		o.objects[key] = change(o.objects[key])
	}
	flip := func(body []byte) []byte { b := bytes.Clone(body); b[len(b)/2] ^= 1; return b }
	for name, attack := range map[string]func(o *MemoryObjects, h *MemoryHeads, earlier Head){
		"head row deleted":       func(_ *MemoryObjects, h *MemoryHeads, _ Head) { h.head = Head{} },
		"head row set back":      func(_ *MemoryObjects, h *MemoryHeads, earlier Head) { h.head = earlier },
		"root in row changed":    func(_ *MemoryObjects, h *MemoryHeads, _ Head) { h.head.Root[0] ^= 1 },
		"size in row changed":    func(_ *MemoryObjects, h *MemoryHeads, _ Head) { h.head.Size-- },
		"checkpoint of a friend": func(_ *MemoryObjects, h *MemoryHeads, earlier Head) { h.head.Checkpoint = earlier.Checkpoint },
		"tile changed":           func(o *MemoryObjects, _ *MemoryHeads, _ Head) { set(o, "ledger/tile/8/0/000.p/10", flip) },
		"tile cut": func(o *MemoryObjects, _ *MemoryHeads, _ Head) {
			set(o, "ledger/tile/8/0/000.p/10", func(b []byte) []byte { return b[:32] })
		},
		"tile removed":       func(o *MemoryObjects, _ *MemoryHeads, _ Head) { delete(o.objects, "ledger/tile/8/0/000.p/10") },
		"last entry changed": func(o *MemoryObjects, _ *MemoryHeads, _ Head) { set(o, entryKey(9), flip) },
		"last entry removed": func(o *MemoryObjects, _ *MemoryHeads, _ Head) { delete(o.objects, entryKey(9)) },
		"checkpoint changed": func(o *MemoryObjects, _ *MemoryHeads, _ Head) { set(o, checkpointKey(10), flip) },
		"commit changed": func(o *MemoryObjects, h *MemoryHeads, _ Head) {
			delete(o.objects, checkpointKey(10)) // as after a crash: the next append publishes it
			set(o, h.head.Commit, func(b []byte) []byte { return bytes.Replace(b, []byte(`count\":7`), []byte(`count\":8`), 1) })
		},
		"commit removed": func(o *MemoryObjects, h *MemoryHeads, _ Head) {
			delete(o.objects, checkpointKey(10))
			delete(o.objects, h.head.Commit)
		},
		"commit is no JSON": func(o *MemoryObjects, h *MemoryHeads, _ Head) {
			delete(o.objects, checkpointKey(10))
			set(o, h.head.Commit, func([]byte) []byte { return []byte("{") })
		},
		"something under the next tile": func(o *MemoryObjects, _ *MemoryHeads, _ Head) { o.objects["ledger/tile/8/0/000.p/11"] = []byte("x") },
	} {
		l, objects, heads := newLog()
		var earlier Head
		for i, phase := range incident.Phases {
			if i == 6 {
				earlier = heads.head
			}
			if _, err := l.Append(t.Context(), draft(alpha, phase)); err != nil {
				t.Fatal(err)
			}
		}
		attack(objects, heads, earlier)
		_, err := l.Append(t.Context(), draft(beta, incident.PhaseOpen))
		if !errors.Is(err, ErrForked) || task.Name(err) != task.Permanent {
			t.Errorf("%s: append says %v, named %s", name, err, task.Name(err))
		}
		if _, there := objects.objects[checkpointKey(11)]; there {
			t.Errorf("%s: another tree was published", name)
		}
	}
}

// The index is a convenience: what was dropped from it or slipped into it is
// found when the proof is made.
func TestIndexIsNotTrusted(t *testing.T) {
	for name, attack := range map[string]func(*Index){
		"first dropped":     func(i *Index) { i.Numbers = i.Numbers[1:] },
		"middle dropped":    func(i *Index) { i.Numbers = append(i.Numbers[:1:1], i.Numbers[2:]...) },
		"other incident's":  func(i *Index) { i.Numbers[2]++ },
		"in another order":  func(i *Index) { i.Numbers[1], i.Numbers[2] = i.Numbers[2], i.Numbers[1] },
		"the same one over": func(i *Index) { i.Numbers[2] = i.Numbers[1] },
	} {
		l, _, heads := newLog()
		story(t, l)
		index := heads.indexes[alpha]
		attack(&index)
		heads.indexes[alpha] = index
		if _, err := l.Prove(t.Context(), alpha); !errors.Is(err, ErrForked) {
			t.Errorf("%s: proof says %v", name, err)
		}
	}
}

func TestProveUnknownIncident(t *testing.T) {
	l, _, _ := newLog()
	story(t, l)
	_, err := l.Prove(t.Context(), "inc-aaaaaaaaaaaa-9")
	if err == nil || !strings.Contains(err.Error(), "no entry") {
		t.Fatalf("proof of an unknown incident says %v", err)
	}
}
