package task

import "context"

// StepOf is Step for a method of what is made anew for every call, such as a
// phase whose data set somebody may have described anew since the last one.
func StepOf[T, In, Out any](make func(context.Context) (T, error), method func(T, context.Context, In) (Out, error)) Handler {
	return Step(func(ctx context.Context, in In) (out Out, err error) {
		made, err := make(ctx)
		if err != nil {
			return out, err
		}
		return method(made, ctx, in)
	})
}
