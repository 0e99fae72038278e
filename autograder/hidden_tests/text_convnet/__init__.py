"""Hidden tests of text_convnet.

Functions get texts, and where a model is needed one of the grader's making. The student's lecture network gets weights
that carry one signal from the embedding to the output, so that each test sees one property. A network of the student's
own design learns texts of the grader's making, whose words and labels were never seen before.
"""
