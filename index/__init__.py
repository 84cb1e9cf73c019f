"""A filing comes in; passages and facts you can search go out."""
