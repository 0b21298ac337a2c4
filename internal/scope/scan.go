package scope

import (
	"context"
	"errors"

	"github.com/tocsin-ir/tocsin/internal/accesslog"
	"github.com/tocsin-ir/tocsin/internal/task"
)

// scan reads objects of the log. Each reader gathers a set of its own.
func (p *Phase) scan(ctx context.Context, q Query, objects []accesslog.Object) (*set, error) {
	if p.Summaries != nil {
		return p.recall(ctx, q, objects)
	}
	return p.read(ctx, q, objects)
}

func (p *Phase) read(ctx context.Context, q Query, objects []accesslog.Object) (*set, error) {
	var parts []*set
	log := p.Log
	format := log.Format
	if format.New == nil {
		format = accesslog.Formats[0]
	}
	log.Format = format
	log.Format.New = func(m accesslog.Mapping, w accesslog.Want) (accesslog.Decoder, error) {
		s := newSet(q)
		w.Tally = s.tally
		d, err := format.New(m, w)
		if err != nil {
			return nil, err
		}
		parts = append(parts, s)
		return &gatherer{d, s, &q}, nil
	}
	options := accesslog.Options{OnRead: p.OnRead, Want: accesslog.Want{Principals: q.Principals, NoTicket: true, NoSourceIP: true}}
	stats, err := log.Scan(ctx, objects, options, func() func(*accesslog.Record) error { return nil })
	if errors.Is(err, accesslog.ErrFormat) {
		return nil, task.Fail(task.BadInput, err)
	}
	if err != nil {
		return nil, err
	}
	all := newSet(q)
	for _, s := range parts {
		all.merge(s)
	}
	all.tidy()
	all.Stats = stats
	return all, nil
}

// A gatherer is a decoder whose set knows of which object each record is.
type gatherer struct {
	accesslog.Decoder
	set   *set
	query *Query
}

func (g *gatherer) Decode(ctx context.Context, source *accesslog.Source, _ func(*accesslog.Record) error) (accesslog.Stats, error) {
	g.set.begin(source.Name)
	stats, err := g.Decoder.Decode(ctx, source, func(r *accesslog.Record) error { return g.set.keep(g.query, r) })
	g.set.end(stats)
	return stats, err
}
